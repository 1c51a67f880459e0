import type { Mark, Reading } from "#app/tasks/language/marks.ts";
import { readTask } from "#app/tasks/language/read-task.ts";
import { type Clause, toClause } from "./clause.ts";
import { withOtherPart } from "./other-part.ts";

const WORD =
  "(?:no+(?:[ ,]+(?:wait|sorry|make (?:that|it)))?|nope|nah|wait(?:,? no)?|sorry|oops|i mean|i meant|(?:or )?rather|make that|scratch that|correction|actually|hang on|hold on|hm+|er+m?|uh+|argh|better|or better)";
const CORRECTION = new RegExp(
  String.raw`^(?<head>.{3,}?)(?<gap>\s*[,;.–—…(-]+\s*|\s+)(?<cue>${WORD}(?:[\s,;.–—…:-]+${WORD})*)(?<pause>[\s,;.:–—…-]+)(?<tail>.{1,60})$`,
  "iu",
);
/** Words after which a thing is corrected, too. Others are said in titles. */
const STRONG =
  /\b(?:i mean|i meant|or rather|make that|scratch that|no,? wait|wait,? no|or better|actually)\b/i;
/** What a sentence can't end with, so that the cue belongs to it: "wait until", "that I'm sorry". */
const OPEN_END = /\b(?:and|or|that|i'?m|is|am|are|was|to|if|will|can|so|very)\s*$/i;
/** What is said is a title word for word. */
const VERBATIM = /["“”„«»]|^(?:rename|retitle|call it|name it)\b/i;
const HOUR = /^(?:at )?(\d{1,2}(?:[:.]\d\d)?)( ?[ap]\.?m\.?)?(?: o'?clock)?$/i;
const PART = /^(?:(?:in|at) )?(?:the )?(?:morning|afternoon|evening|night|noon)$/i;
/** A request about a task that is there: the task is corrected, not the request. */
const REQUEST =
  /^((?:complete|finish|delete|remove|reopen|tick off|check off|restore|move|reschedule|postpone|mark)\s+)(.+?)((?:\s+(?:to|as|until|by|from)\s.*)?)$/i;
const SLOTS =
  /^(?:(?:on|at|to|for|by|in|due|from|until|till|it'?s|that|with)\s+)*(?:⟦[a-z]\d+⟧[\s,]*(?:(?:and|at|on|in) )?)+$/;
const TEMPORAL = ["day", "time", "part", "instant", "recurrence"];
const PREPOSITION = /\b(?:on|at|to|for|by|in|due|from|until|till)\s*$/i;

/**
 * A sentence that corrects itself, as it was meant: "buy milk tomorrow, no, Friday" is "buy milk Friday", "call Ann at
 * 5, I mean 6" is "call Ann at 6". Any other text is returned as it is.
 */
export function corrected(text: string, reading: Reading): string {
  if (text.includes("\n") || text.length > 300 || VERBATIM.test(text)) return text;
  const { head = "", gap = "", cue = "", pause = "", tail = "" } = CORRECTION.exec(text)?.groups ?? {};
  if (head === "" || OPEN_END.test(head)) return text;
  const said = tail.replace(/\)?(?:[,\s]+(?:instead|please|sorry|i mean|i meant))*[.!?)]*$/i, "").trim();
  const before = toClause(head, reading);
  const hour = HOUR.exec(said);
  const isParted = /[,;.–—…(-]/.test(gap);
  const isPaused = pause.trim() !== "";
  if (!STRONG.test(cue) && !isMeant(cue, { isParted, isPaused, hour, said, before, head })) return text;
  if (PART.test(said)) return withPart(head, before, said) ?? text;
  if (hour) return withHour(head, before, hour) ?? text;
  const after = toClause(said, reading);
  if (SLOTS.test(after.text.trim())) return withMarks(head, before, said, after.marks) ?? text;
  const isApart = isParted && (STRONG.test(cue) || (/^no+\b/i.test(cue) && isPaused));
  const isThing =
    after.slots.length === 0 &&
    !/\b(?:it|that|them|this|those)\b/i.test(said) &&
    said.split(/\s+/).length <= 4 &&
    !/[,;:]/.test(said);
  return isApart && isThing ? (withThing(head, said, reading) ?? text) : text;
}

interface Said {
  /** Punctuation before and after the cue. */
  isParted: boolean;
  isPaused: boolean;
  hour: RegExpExecArray | null;
  said: string;
  before: Clause;
  head: string;
}

/**
 * Whether a word that also stands in sentences ("gate no 4", "wait until Friday") corrects what was said before it.
 * "No" needs a pause, or the time right before it; the others need pauses on both sides.
 */
function isMeant(cue: string, { isParted, isPaused, hour, said, before, head }: Said): boolean {
  if (/^(?:maybe|yes|no)\b/i.test(said)) return false;
  if (!/^(?:no+|nope|nah)\b/i.test(cue)) return isParted && isPaused;
  if (isPaused) return true;
  const last = before.marks.findLast(({ kind }) => TEMPORAL.includes(kind));
  const end = last && before.normal.sourceSpan(last.start, last.end).end;
  const isAfterTime = end !== undefined && head.slice(end).trim() === "";
  // "At 5, no 6"; but "the bus at 9am, no 5" has a number.
  const isSameShape = !hour || hour[2] !== undefined || /\b\d{1,2}(?:[:.]\d\d)?\s*$/.test(head);
  return isAfterTime && isSameShape;
}

/** "Evening, no, morning": alone, the word is no time. */
function withPart(head: string, before: Clause, said: string): string | undefined {
  const part = before.marks.findLast(({ kind }) => kind === "part" || kind === "time");
  if (!part) return undefined;
  const { start, end } = before.normal.sourceSpan(part.start, part.end);
  const word = said.replace(/^(?:in|at) (?:the )?/i, "");
  const lead = /^(?:(?:in|at) )?(?:the )?/i.exec(head.slice(start, end))?.[0] ?? "";
  return `${head.slice(0, start)}${lead}${word}${head.slice(end)}`;
}

/** Another hour for one that was said, in the same half of the day. */
function withHour(head: string, before: Clause, [, hour = "", half]: RegExpExecArray): string | undefined {
  const time = before.marks.findLast(({ kind }) => kind === "time");
  if (!time) return undefined;
  const { start, end } = before.normal.sourceSpan(time.start, time.end);
  const old = head.slice(start, end);
  const lead = /^\D*/.exec(old)?.[0] ?? "";
  const saidHalf = half ?? / ?[ap]\.?m\.?/i.exec(old)?.[0] ?? "";
  return `${head.slice(0, start)}${lead}${hour}${saidHalf}${head.slice(end)}`;
}

/** What was said of the same kinds is replaced: a day keeps the time, and a time keeps the day. */
function withMarks(head: string, before: Clause, said: string, marks: Mark[]): string | undefined {
  const kinds = new Set<string>(marks.map(({ kind }) => kind));
  const isTemporal = TEMPORAL.some((kind) => kinds.has(kind));
  const isTime = isTemporal && !["day", "instant", "recurrence"].some((kind) => kinds.has(kind));
  const old = before.marks.filter(({ kind }) => {
    if (isTime) return kind === "time" || kind === "part";
    if (!isTemporal || !TEMPORAL.includes(kind)) return kinds.has(kind);
    return kinds.has(kind) || !["time", "part"].includes(kind);
  });
  const [first] = old;
  if (!first) {
    // "Call Ann tomorrow, no, at 5": a time joins the day.
    const hasDay = before.marks.some(({ kind }) => kind === "day" || kind === "recurrence");
    return isTime && hasDay ? `${head} ${said}` : undefined;
  }
  let text = head;
  for (const mark of old.toReversed()) {
    const { start, end } = before.normal.sourceSpan(mark.start, mark.end);
    const lead = text.slice(0, start);
    const words =
      mark !== first
        ? ""
        : PREPOSITION.test(lead)
          ? said.replace(/^(?:on|at|to|for|by|in|due|from)\s+/i, "")
          : said;
    text = `${mark === first ? lead : lead.replace(PREPOSITION, "")}${words}${text.slice(end)}`;
  }
  return text.replace(/\s+/g, " ").trim();
}

function withThing(head: string, said: string, reading: Reading): string | undefined {
  const request = REQUEST.exec(head);
  if (request) return `${request[1]}${said}${request[3]}`;
  const { title } = readTask(head, reading);
  const at = head.toLowerCase().indexOf(title.toLowerCase());
  if (title === "" || at < 0) return undefined;
  const written = head.slice(at, at + title.length);
  return head.slice(0, at) + withOtherPart(written, said, false) + head.slice(at + title.length);
}
