import type { Reading } from "#app/tasks/language/marks.ts";
import { normalize } from "#app/tasks/language/normal.ts";
import { readTask, type TaskPhrase } from "#app/tasks/language/read-task.ts";
import { toClause } from "./clause.ts";
import type { Command } from "./command.ts";
import { beginsWithVerb } from "./imperatives.ts";
import type { Known } from "./known.ts";
import { isNegated } from "./negation.ts";
import { withoutPoliteness } from "./polite.ts";
import { readChange } from "./read-change.ts";
import { readFollowUp } from "./follow-up.ts";
import { readEdits } from "./read-edits.ts";
import { readExplicit, readPlain } from "./read-create.ts";
import { readList } from "./read-list.ts";
import { MAX_LINES, readLines, readParts } from "./read-many.ts";
import { readWeek } from "./read-week.ts";
import { readTalk } from "./talk.ts";

/** In characters. Longer messages aren't requests. */
const MAX_REQUEST = 2_000;

/**
 * Reads what a message asks for. Dates are in the user's time zone.
 *
 * @param known the user's tasks, lists and tags, by which names are understood
 * @returns one command or, for a message of several requests, all of them
 */
export function readMessage(message: string, known: Known, reading: Reading): Command[] {
  if (message.length > MAX_REQUEST) return [{ kind: "too_long" }];
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  // More lines would be run together into one task that nobody wrote.
  if (lines.length > MAX_LINES) return [{ kind: "too_long" }];
  const listed = readLines(lines, (line) => readLine(line, known, reading), reading);
  return listed ?? readSentence(message, known, reading);
}

function readSentence(message: string, known: Known, reading: Reading): Command[] {
  const text = withoutPoliteness(message);
  const talk = readTalk(normalize(message).text) ?? readTalk(normalize(text).text);
  if (talk) return [{ kind: talk }];
  const week = readWeek(text, reading);
  if (week) return [week];
  const edits = readEdits(
    text,
    (part) => readRequest(withoutPoliteness(part), known, reading).command,
    (part) => readFollowUp(part, { last: "change", shown: [] }, known, reading),
    known,
    reading,
  );
  if (edits) return edits;
  const whole = readRequest(text, known, reading);
  if (whole.kind === "change" && whole.isSure) return [whole.command];
  const parts = readParts(text, known, reading, (part) => readLine(part, known, reading));
  return parts ?? requestAmongWords(text, whole, known, reading) ?? [whole.command];
}

/** "Just called her, mark call mum done": one part is a request, the others are talk. */
function requestAmongWords(
  text: string,
  whole: Request,
  known: Known,
  reading: Reading,
): Command[] | undefined {
  if (
    whole.kind !== "unknown" &&
    whole.kind !== "offer" &&
    !(whole.kind === "change" || (whole.kind === "list" && /,/.test(text)))
  )
    return undefined;
  const parts = text.split(/\s*[,;.!?]+\s+/).filter(Boolean);
  if (parts.length < 2 || parts.length > 4) return undefined;
  const requests = parts.map((part) => readRequest(withoutPoliteness(part), known, reading));
  const found = requests.filter(
    ({ isSure, command }) =>
      isSure === true && (command.kind !== "change" || command.target.kind !== "focus"),
  );
  const explicit = requests.filter(
    ({ command }, at) =>
      command.kind === "create" &&
      /^(?:remind|add|create|don'?t forget)/i.test(withoutPoliteness(parts[at] ?? "")),
  );
  if (found.length === 1 && found[0]) return [found[0].command];
  return found.length === 0 && explicit.length === 1 && explicit[0] ? [explicit[0].command] : undefined;
}

/** One line or part of a message. */
function readLine(line: string, known: Known, reading: Reading): Command {
  const text = withoutPoliteness(line);
  const talk = readTalk(normalize(text).text);
  return talk ? { kind: talk } : readRequest(text, known, reading).command;
}

interface Request {
  kind: Command["kind"];
  command: Command;
  /** Whether the change is about something that is known. */
  isSure?: boolean;
}

const of = (command: Command, isSure = false): Request => ({ kind: command.kind, command, isSure });

function readRequest(text: string, known: Known, reading: Reading): Request {
  const clause = toClause(reordered(withRightFirstWord(text), reading), reading);
  const { source } = clause.normal;
  const normal = clause.normal.text.trim();
  if (isNegated(normal)) return of({ kind: "unwanted" });
  const { sure, unsure } = readChange(clause, known, reading);
  if (sure) return of(sure, true);
  if (!sure && EXCEPTION.test(normal)) return of({ kind: "unknown" });
  if (!sure && ABILITY.test(normal)) return of({ kind: "help" });
  // "Should I move the dentist to Friday?"
  const explicit = ASKS_ADVICE.test(normal) ? undefined : readExplicit(source, known, reading);
  if (explicit) return of(explicit.kind === "create" ? createOf(explicit.phrase) : explicit);
  const list = readList(clause, known, reading);
  if (list) return of(list);
  const plain = readPlain(source, normal, clause.marks, reading);
  const isDeed = DEEDS.some((deed) => deed.test(clause.text)) && plain !== undefined;
  if (plain && (isDeed || plain.kind === "create") && (!unsure || mayBeTask(unsure, clause.text)))
    return of(createOf(unsure ? scheduled(source, plain.phrase, reading) : plain.phrase));
  if (unsure) return of(unsure);
  if (plain)
    return of(plain.kind === "create" ? createOf(plain.phrase) : { kind: "offer", phrase: plain.phrase });
  return of({ kind: "unknown" });
}

/** "Complete all tasks except the rent": a set that can't be said, and no task. */
const EXCEPTION =
  /^(?:list|show|complete|finish|close|delete|remove|move|mark|tick|push|postpone|reschedule)\b.*\b(?:everything|all|tasks?|to-?dos?|ones)\b.*\b(?:except|excluding|but|without|apart from|other than)\b/;

/** "Can you complete tasks?" */
const ABILITY =
  /^(?:complete|finish|close|mark|move|tick off|edit|change|update|rename|reschedule) (?:tasks?|to-?dos?|items|reminders)\??$/;

const ASKS_ADVICE = /^(?:should|shall|must) (?:i|we)\b/;

/** "Remnd me to": how requests begin is read as it is spelled, so slips of the keyboard are mended there. */
function withRightFirstWord(text: string): string {
  const [word = ""] = /^\p{L}+/u.exec(text) ?? [];
  const right = normalize(word).text;
  return right === word.toLowerCase() ? text : right + text.slice(word.length);
}

/** Verbs that are rarely those of a task: what they are said of has to exist. */
const COMMANDS =
  /^(?:get rid of|trash|scrap|rm|erase|move|reschedule|re-schedule|postpone|push|delay|defer|shift|snooze|bump|put off|rename|retitle|reopen|mark|untick|uncheck|delete|del|restore|undo|tag|untag|set|add)\b/;

/** Verbs that are those of tasks, too, when what follows looks like a thing of the world. */
const DEEDS = [
  /^(?:delete|remove|clear|erase) .+ (?:from|off|on|in) (?:the|my|our) (?!(?:to-?do |task )?(?:list|tasks)\b)/,
  /^move (?:the |my |our )?[a-z]+ (?:in)?to (?:the |my |our )?(?!(?:top|bottom|end)\b)[a-z]+(?: ⟦w\d+⟧)?$/,
  /^rename the (?!.* (?:to|as|into) )/,
  /^undo the /,
  /^mark (?!.*\b(?:as|done|completed?|off|high|low|urgent|important)\b)/,
];

/** "Change the bed sheets every 2 weeks", "move boxes to the attic", "delete old photos from my phone". */
function mayBeTask(
  { otherwise, change, target }: Extract<Command, { kind: "change" }>,
  text: string,
): boolean {
  if (target.kind === "named" && /\b(?:tasks?|to-?dos?|reminder|list)\b/.test(text)) return false;
  if (DEEDS.some((deed) => deed.test(text))) return true;
  if (change.kind === "ask" || COMMANDS.test(text)) return false;
  // "Complete feed the crocodile" names a task that isn't there.
  const named = /^(?:complete|finish|close|remove) (.+)$/.exec(text)?.[1];
  if (
    named &&
    (beginsWithVerb(named) || (text.startsWith("remove ") && /\b(?:appointment|meeting)\b/.test(named)))
  )
    return false;
  return otherwise === "create" || !/^(?:make|complete|finish)\b.*\b(?:task|it)\b/.test(text);
}

const FROM_DAY =
  /^((?:move|reschedule|postpone|push|shift|delay|bring|bump|carry over|put|snooze) )((?:everything|all|every)\b(?: (?:of )?(?:the |my )?(?:open )?(?:tasks?|to-?dos?|stuff|things?))?|(?:the |my )?(?:tasks|to-?dos|stuff|things)) from ((?:next |this |last |the )?[\p{L}\d]+(?: of [\p{L}]+)?) (?:to|till|until|on ?to) (.+)$/iu;

/**
 * "By Tuesday I need to hand in the essay", "in my work list add a demo": what leads in comes last. "Move all from Monday to
 * Friday": those of Monday, and not from one to the other.
 */
function reordered(text: string, reading: Reading): string {
  const moved = FROM_DAY.exec(text);
  if (moved) return `${moved[1]}all tasks due ${moved[3]}, to ${moved[4]}`;
  const list = /^(?:in|to|on|for) (?:my|the) ([\p{L}\p{N} _-]{1,30}?) list[,:]? (?:add |put )?(.+)$/iu.exec(
    text,
  );
  if (list) return `add ${list[2]} to my ${list[1]} list`;
  const lead =
    /^((?:by|on|at|before|until|for)?\s*[^,]{2,40}?),? ((?:i|we) (?:really |still |also )*(?:need|have|must|should|want|gotta)|remind me|don'?t (?:let me )?forget|i'?ve got to)\b(.*)$/i.exec(
      text,
    );
  if (
    !lead?.[1] ||
    !/^(?:(?:by|on|at|before|until|for) )?⟦w\d+⟧$/.test(toClause(lead[1], reading).text.trim())
  )
    return text;
  return `${lead[2]}${lead[3]} ${lead[1]}`;
}

const createOf = (phrase: TaskPhrase): Command => ({ kind: "create", phrases: [phrase] });

/** "Schedule dentist for Friday": the task is the dentist. */
function scheduled(text: string, phrase: TaskPhrase, reading: Reading): TaskPhrase {
  const rest = /^(?:schedule|book in|pencil in)\s+(?:in\s+)?(?:an?\s+|the\s+)?(.+)$/i.exec(text)?.[1];
  return rest && phrase.due ? readTask(rest, reading) : phrase;
}
