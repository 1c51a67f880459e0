import type { LocalNow } from "#app/tasks/local-time.ts";
import { readTaskPhrase, type TaskPhrase } from "#app/tasks/task-phrase.ts";
import type { Intent } from "./intent.ts";

const TASK = "(?:task|to-?do(?: item)?|reminder|item|entry)";
const BARE = new RegExp(
  `^(?:(?:add|create|make|new|start|set up|i (?:need|want)(?: to (?:add|create|make))?|give me)\\s+)?(?:(?:a|an|another|one|some|the|one more)\\s+)?(?:new\\s+)?(?:${TASK}|something)s?(?: for me)?(?: (?:to|on) (?:my|the) (?:list|tasks))?[.!?:]*$|^(?:add|create|new|remind me|add (?:one|another)(?: (?:one|task))?)[.!?:]*$`,
  "i",
);
/** Beginnings of requests; the rest of the message is the task. */
const EXPLICIT = [
  new RegExp(
    `^(?:(?:add|create|make|new|set up|set)\\s+)(?:(?:a|an|another|the)\\s+)?(?:new\\s+)?(.*?[- ]priority\\s+|urgent\\s+|important\\s+)?${TASK}\\b(?:\\s*(?::|-|–|,)\\s*|\\s+(?:to|called|named|titled|for me to|that says|saying)\\s+|\\s+)(?=\\S)`,
    "i",
  ),
  /^(?:please )?(?:remind me|don't (?:let me )?forget|make sure i|help me remember|i (?:must|should) not forget|remember)\s+(?:(?:to|about|that i (?:need|have) to|that)\s+)?(?=\S)/i,
  /^i (?:really |still |also )*(?:need|have|ought|am supposed|'ve got|gotta|must|should)(?: to)?\s+(?=\S)/i,
  /^i(?:'ve got| have got|'ve| gotta) to\s+(?=\S)/i,
  /^(?:todo|to-do|to do|task|new task|reminder|note(?: to self)?)\s*[:–-]\s*(?=\S)/i,
];
const TO_LIST =
  /^(?:add|put|write|place|note)\s+(.+?)\s+(?:(?:in|on)?to|on|in)\s+(?:my|the)\s+(?:to-?do\s+|task\s+)?(?:list|tasks|to-?dos|agenda)\b(.*)$/i;
const ADD = /^(?:add|note down|jot down|write down)\s+(?=\S)/i;

/** Reads an explicit request for a new task, such as "Remind me to …". */
export function readCreate(text: string, local: LocalNow): Intent | undefined {
  if (BARE.test(text)) return { kind: "create", phrase: null };
  const listed = TO_LIST.exec(text);
  if (listed) return create(`${listed[1]}${listed[2]}`, local);
  for (const pattern of EXPLICIT) {
    const match = pattern.exec(text);
    if (match)
      return create(`${text.slice(match[0].length)}${match[1] ? `, ${match[1].trim()}` : ""}`, local);
  }
  const added = ADD.exec(text);
  return added ? create(text.slice(added[0].length), local) : undefined;
}

function create(line: string, local: LocalNow): Intent {
  const phrase = readTaskPhrase(line, local);
  return { kind: "create", phrase: phrase.title === "" ? null : phrase };
}

/** Reads a line of a list, which is a task whatever its words are. */
export function readItem(line: string, local: LocalNow): TaskPhrase | undefined {
  const phrase = readTaskPhrase(line, local);
  return phrase.title === "" ? undefined : phrase;
}

/** First words of statements and questions, which are no tasks. */
const NO_TASK =
  /^(?:i|i'm|i've|i'd|we|we're|you|he|she|it|it's|they|the|this|that|there|there's|these|those|my|your|his|her|our|their|what|what's|who|whose|when|where|why|which|how|is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|if|because|but|or|no|yes|not|today|tomorrow|yesterday|let|tell|explain|translate|summari[sz]e|generate|in|at|on|for|as)\b/i;
const VERBS = new Set(
  `answer apply arrange ask attend back bake book borrow bring brush build buy call cancel change charge check choose clean close collect contact cook copy cut decide deliver deposit discuss donate download draft drink drive drop dust eat email empty exercise feed fetch file fill find finish fix fold follow get go greet hand hang hire inform install invite iron learn lend mail make measure meet mend message mop mow order organise organize pack paint park pay phone pick plan plant play post practice practise prepare print process publish purchase push put read rebook record refill register renew rent repair replace reply report request research reserve respond rest restart return review ring run schedule scrub sell send service sew share ship shop sign sort start stop store study submit submit sweep swim take talk tell test text throw tidy train transfer transplant try turn unpack update upgrade upload vacuum verify visit wake walk wash watch water weed wipe work wrap write`.split(
    " ",
  ),
);

export const startsWithVerb = (text: string) => VERBS.has(/^[\p{L}']+/u.exec(text.toLowerCase())?.[0] ?? "");

/** Verbs of requests. As the beginning of a task they are rare, so the assistant asks before it adds one. */
const COMMAND =
  /^(?:move|push|postpone|reschedule|snooze|delay|defer|shift|rename|show|list|undo|redo|mark|unmark|set|clear|filter|search|sort|archive|make|change|edit|update|delete|remove|complete|reopen)\b/i;
/** "Make it 4": about something that was said before. */
const ABOUT_BEFORE = /^\p{L}+ (?:it|that|this|them|those|these)\b/iu;

/** Reads words that may be a new task, though nothing says so. */
export function readOffer(text: string, local: LocalNow): Intent | undefined {
  if (/\?\s*$/.test(text) || ABOUT_BEFORE.test(text)) return undefined;
  const phrase = readTaskPhrase(text, local);
  const count = phrase.title.split(" ").length;
  if (phrase.title === "" || NO_TASK.test(phrase.title) || count < 2 || count > 10) return undefined;
  return { kind: "offer", phrase };
}

/**
 * Reads a plain phrase as a task when it starts with a verb such as "buy", or contains a date or priority.
 */
export function readStatement(text: string, local: LocalNow): Intent | undefined {
  if (/\?\s*$/.test(text) || COMMAND.test(text) || ABOUT_BEFORE.test(text)) return undefined;
  const phrase = readTaskPhrase(text, local);
  const [first = ""] = phrase.title.toLowerCase().match(/^[\p{L}']+/u) ?? [];
  if (phrase.title === "" || NO_TASK.test(phrase.title)) return undefined;
  if (phrase.due && phrase.due.at.getTime() < local.now.getTime() - 86_400_000) return undefined;
  const brief = phrase.title.split(" ").length <= 12;
  const isTask = phrase.saysMore
    ? brief || VERBS.has(first)
    : VERBS.has(first) && brief && text.includes(" ");
  return isTask ? { kind: "create", phrase } : undefined;
}
