import type { Mark, Reading } from "#app/tasks/language/marks.ts";
import { readTask, type TaskPhrase } from "#app/tasks/language/read-task.ts";
import { beginsWithVerb } from "./imperatives.ts";
import { findList, type Known } from "./known.ts";
import { isQuestion, isStatement } from "./statements.ts";

const TASK = "(?:tasks?|to-?dos?(?: items?)?|reminders?|items?|entry|entries)";
const A = "(?:(?:a|an|another|one|some|the|one more|new|my|quick|following)\\s+)*";
/** A request for a task that says nothing of it. */
const BARE = new RegExp(
  `^(?:(?:add|create|make|new|start|set up|set|put|i (?:need|want)(?: to (?:add|create|make))?|give me|enter|write)\\s+)?${A}(?:${TASK}|something|one)(?: for me)?(?: (?:to|on|in) (?:my|the) (?:list|tasks|to-?do list))?[.!?:]*$|^(?:add|create|new|remind me|remind|reminder|add (?:one|another|more)|remember)[.!?:]*$`,
  "i",
);
const LINK = String.raw`(?:\s*(?::|-|–|—|,)\s*|\s+(?:to|called|named|titled|for me to|that says|saying|which says|about|for|of|that i (?:have|need) to)\s+|\s+)`;
/** Beginnings of requests; the rest of the message is the task. */
const LEADS: { pattern: RegExp; reminds?: boolean }[] = [
  {
    pattern: new RegExp(
      `^(?:add|create|make|new|set up|set|schedule|put|enter|give me|i need|i want|log|insert)\\s+${A}((?:\\S+[- ](?:priority|prio)|urgent|important|recurring|daily|weekly|monthly|yearly|p[1-4])\\s+)?${TASK}\\b(?: (?:to|on|in) (?:my|the) (?:list|tasks))?${LINK}(?=\\S)`,
      "i",
    ),
  },
  {
    pattern:
      /^(?:please )?(?:can you |could you )?(?:remind me|(?:set|make|give|create|add|put|pop) (?:me )?a reminder(?: in)?|set an? (?:alarm|alert)|ping me|nudge me|alert me|notify me)(?: again)?(?:\s+(?:to|about|of|(?:that )?i (?:need|have|must|should)(?: to)?|that|for))?\s+(?=\S)/i,
    reminds: true,
  },
  {
    pattern:
      /^(?:please )?(?:don'?t (?:let me )?forget|do not forget|make sure (?:that )?(?:i|we|you remind me)|help me remember|i (?:must|should|can'?t|cannot) (?:not )?forget|remember|be sure|gotta remember|i (?:have|need|want) to remember|note to self|make a (?:mental )?note)[\s:,–-]+(?:(?:to|about|of|that i (?:need|have) to|that)\s+)?(?=\S)/i,
  },
  {
    pattern:
      /^(?:i|we)(?: |')(?:really |still |also |just |definitely |probably |maybe |absolutely |kinda |totally |desperately )*(?:need|have|ought|am supposed|ve got|have got|got|must|should|gotta|want|wanna|wish(?= to\b)|plan|intend|am going|d better|'d better|would like|d like|d love|had better)(?: to)?\s+(?:(?:probably|maybe|really|also|finally|just|definitely)\s+)?(?:to\s+)?(?=\S)/i,
  },
  { pattern: /^(?:i'm|i am) (?:supposed|going|meant|planning|gonna)(?: to)? (?=\S)/i },
  {
    pattern:
      /^(?:need|have|got|gotta|want|must|should|has|needs)(?: to)\s+(?=\S)|^(?:gotta|must|should)\s+(?=\S)/i,
  },
  { pattern: /^(?:todo|to-do|to do|task|new task|new to-?do|reminder|note|memo|new)\s*[:–—-]\s*(?=\S)/i },
  {
    pattern:
      /^(?:add|adding|note down|jot down|write down|put down|create|record(?= (?:a|that))|pencil in|note|stick)(?:\s*:\s*|\s+)(?:that i (?:need|have) to\s+)?(?=\S)/i,
  },
  { pattern: /^(?:it'?s (?:about )?time to|time to|we should|someone (?:needs|has) to|let'?s)\s+(?=\S)/i },
];
/** "Add eggs to groceries", "put milk on my list". */
const TO_LIST =
  /^(?:please )?(?:(?:add|put|write|place|note|stick|throw|get|pop|include|insert)\s+)(.+)\s+(?:(?:in|on)?to|on|in|under)\s+(?:(?:my|the|our)\s+)?(?:(to-?do|task)\s+(?:list|tasks)(?=$|\W)|(list|tasks|to-?dos|agenda|to-?do list|reminders)(?=$|\W)|([\p{L}\p{N}_ -]{1,40}?)(?:\s+(list|project|category|folder)(?=$|\W)|(?=$|[.!,;:]|\s+(?:for|by|on|at|due|tomorrow|today|tonight|next|every|this|p[1-4]|with|please|@|#|!))))(.*)$/iu;

/** What a message asks to create. */
export type Creation =
  | { kind: "create"; phrase: TaskPhrase; isExplicit: boolean }
  | { kind: "ask_task"; phrase: TaskPhrase };

/** Reads an explicit request for a new task, such as "Remind me to …". */
export function readExplicit(text: string, known: Known, reading: Reading): Creation | undefined {
  if (BARE.test(text)) return { kind: "ask_task", phrase: readTask("", reading) };
  const listed = readIntoList(text, known, reading);
  if (listed) return listed;
  for (const { pattern, reminds } of LEADS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = text.slice(match[0].length);
    const extra = match[1]?.trim();
    return creation(
      extra ? `${rest}, ${/^(?:urgent|important)$/i.test(extra) ? `${extra} priority` : extra}` : rest,
      reading,
      reminds,
    );
  }
  return undefined;
}

function readIntoList(text: string, known: Known, reading: Reading): Creation | undefined {
  const match = TO_LIST.exec(text);
  if (!match) return undefined;
  const [, what = "", , , name = "", noun, after = ""] = match;
  const isPlain = name === "" || /^(?:to-?do|task|tasks|my|the)$/i.test(name);
  const list = isPlain
    ? undefined
    : (findList(known, name) ??
      (noun === undefined && !/^(?:groceries|shopping|errands|work|home|inbox)$/i.test(name) ? null : name));
  // "Add sugar to the tea" has no list.
  if (list === null) return undefined;
  const made = creation(`${what} ${after}`, reading);
  return list === undefined || /^inbox$/i.test(list) ? made : { ...made, phrase: { ...made.phrase, list } };
}

function creation(line: string, reading: Reading, reminds = false): Creation {
  const phrase = readTask(line, reading);
  const isBare = phrase.title === "" || /^(?:me|it|that|this|something|a task|task)$/i.test(phrase.title);
  if (isBare) return { kind: "ask_task", phrase: { ...phrase, title: "" } };
  const reminded =
    reminds && phrase.due?.hasTime && phrase.remindMinutes === undefined ? { remindMinutes: 0 } : {};
  return { kind: "create", phrase: { ...phrase, ...reminded }, isExplicit: true };
}

/** Words of requests with which a new task is rare, so that the assistant asks before it adds one. */
const COMMAND =
  /^(?:list(?= (?:my|all|the) (?:tags?|lists?|tasks?|to-?dos?)\b)|push|postpone|reschedule|snooze|delay|defer|rename|undo|redo|unmark|mark|set(?! up| the table| out| off)|filter|reopen|show(?! [\p{L}]+ (?:the|my|a|how|our))|make it|no,|them|all|both|uncheck|untick|un\w+ (?:it|that))\b/u;
/** "Make it 4": about something that was said before. */
const ABOUT_BEFORE =
  /^\p{L}+ (?:it|that|this|them|those|these|him)(?:$| (?:to|on|at|for|back|up|off|until|a|by|in|as|one|all|again)\b)/iu;

/**
 * Reads a plain line as a task: it begins with a verb, or says when or how important something is.
 *
 * @returns "offer" for words that may be a task
 */
export function readPlain(
  text: string,
  normal: string,
  marks: Mark[],
  reading: Reading,
): { kind: "create" | "offer"; phrase: TaskPhrase } | undefined {
  const phrase = readTask(text, reading);
  const words = phrase.title === "" ? 0 : phrase.title.split(" ").length;
  if (words === 0 || isQuestion(normal) || ABOUT_BEFORE.test(normal)) return undefined;
  // "Tell me a joke": a request to the assistant, which it can't fulfil.
  if (
    /^(?:tell|write|give|sing|draw|make|show|explain|teach|read|get|find|recommend|suggest|translate|summari[sz]e)(?: to)? (?:me|us)\b/.test(
      normal,
    ) &&
    !/\b(?:task|reminder)\b/.test(normal)
  )
    return undefined;
  // A day before the words isn't the subject: "this Thursday hand out flyers".
  const isDated = phrase.spans.some(({ kind, start }) => kind === "when" && start === 0);
  const isTalk = (!isDated && isStatement(normal)) || isStatement(phrase.title.toLowerCase());
  const isCommand = COMMAND.test(normal) || COMMAND.test(phrase.title.toLowerCase());
  const saysMore = marks.some(({ kind }) => kind !== "literal") && phrase.spans.length > 0;
  const isPast = phrase.due !== null && phrase.due.at.getTime() < reading.now.getTime() - 86_400_000;
  if (isTalk || isPast) return undefined;
  if (isCommand) return words <= 12 ? { kind: "offer", phrase } : undefined;
  const begins = beginsWithVerb(phrase.title.toLowerCase());
  if (begins && (words > 1 || saysMore) && words <= 40) return { kind: "create", phrase };
  if (saysMore && words <= 14) return { kind: "create", phrase };
  return words <= 12 && /\p{L}{2}/u.test(phrase.title) ? { kind: "offer", phrase } : undefined;
}
