import { findDue } from "#app/tasks/find-due.ts";
import { addDays, type LocalNow, today } from "#app/tasks/local-time.ts";
import { priorityOf } from "#app/tasks/task-phrase.ts";
import type { Intent, ListFilter } from "./intent.ts";

const THINGS =
  "(?:tasks?|checklist|to-?dos?|to-do list|todo list|task list|list|reminders|items|things|agenda|plate|schedule)";
const ASKS = [
  new RegExp(
    `^(?:list|show|display|see|view|give|tell|get|find|open|check|read|print|go through|look at)(?: me)?(?: (?:all|of|my|the|what|which|every|open|are|is))*\\b(?=.*\\b${THINGS}\\b|\\s+(?:everything|all)\\b)(?!.*\\b(?:as|off|done as)\\b)`,
    "i",
  ),
  new RegExp(
    `^(?:what(?:'s| is| are|s)?|which|any|are there|is there|do i have|have i(?: got)?|how many)\\b.*\\b${THINGS}\\b`,
    "i",
  ),
  /^(?:is |are there )?(?:what(?:'s|s| is| are| do i have)?|anything|which)\b.*\b(?:due|overdue|late|next|to do|planned|scheduled|coming up|left|pending|open|on for)\b/i,
  /^what (?:do|should|must) i (?:have to |need to )?(?:do|finish|get done)\b/i,
  /^(?:what|which)(?: tasks)? (?:have|did) i (?:already )?(?:done|do|finish(?:ed)?|complete[d]?|get done|got done)\b/i,
  /^(?:do i have )?(?:anything|something)\b.*\b(?:today|tomorrow|week|due)\b/i,
  new RegExp(
    `^(?:(?:all|my|open|pending|completed|done|finished|overdue|high[- ]priority|low[- ]priority|urgent|today's|tomorrow's|all my|all the|the) )*${THINGS}(?: (?:for|due|of) .+)?[.?!]*$`,
    "i",
  ),
  /^how many\b.*\b(?:overdue|late|due|left|open|pending|done|completed|finished|to do)\b/i,
  /^(?:tasks?|to-?dos?|things|items|anything|everything|what(?:'s| is)|which(?: tasks)?(?: are| have)?) (?:without|with no|that ha(?:s|ve) no|ha(?:s|ve) no|no) (?:a |any )?(?:due )?(?:dates?|deadlines?)[.?!]*$/i,
  /^(?:due|overdue)(?: (?:today|tomorrow|tonight|(?:on|by|before|this|next|in|within) .+))[.?!]*$/i,
  /^when(?:'s| is| are| do i(?: have)?(?: to)?| should i| must i) .+/i,
  /^(?:overdue|due today|due tomorrow|completed|what's up)[.?!]*$/i,
  /^(?:list|show)(?: (?:all|everything|me everything|open|completed|done|overdue))?$/i,
];

/** Reads a request for a list, such as "What's due today?" or "show completed tasks". */
export function readList(text: string, local: LocalNow): Intent | undefined {
  if (!ASKS.some((pattern) => pattern.test(text))) return undefined;
  const completed = /\b(?:completed?|done|finished|closed|ticked|checked off|did i|have i)\b/i.test(text);
  const unfinished =
    /\b(?:not (?:done|completed|finished)|undone|unfinished|open|pending|left|do i have|have i got|to be done|get done)\b/i.test(
      text,
    );
  const all =
    /\b(?:all|every|everything)\b/i.test(text) &&
    /\b(?:both|completed and|open and|including|ever)\b/i.test(text);
  const overdue = /\b(?:overdue|late|missed|past due)\b/i.test(text);
  const priority =
    /\b(high|low|normal|medium|top|urgent|important)(?:[- ]priority| tasks?| to-?dos| ones| things)\b/i.exec(
      text,
    )?.[1];
  const when =
    /^when(?:'s| is| are| do i(?: have)?(?: to)?| should i| must i) (?:(?:my|the|our) )?(.+?)(?: due)?[?.!]*$/i.exec(
      text,
    )?.[1];
  const about =
    when ?? /\b(?:about|containing|named|called|mentioning|related to)\s+(.+?)[?.!]*$/i.exec(text)?.[1];
  return {
    kind: "list",
    filter: {
      state: all ? "all" : completed && !unfinished ? "completed" : "open",
      overdue: overdue || undefined,
      undated: /\b(?:without|no) (?:a |any )?(?:due )?(?:dates?|deadlines?)\b/i.test(text) || undefined,
      priority: priority ? priorityOf(priority) : undefined,
      about,
      checklist: /\b(?:checklist|tick off|check off)\b/i.test(text) || undefined,
      due: about ? undefined : readRange(text, local),
    },
  };
}

/** Reads a range of days: "today", "tomorrow", "this week", "by Friday". */
function readRange(text: string, local: LocalNow): ListFilter["due"] {
  const now = today(local);
  const toSunday = 7 - ((now.getUTCDay() + 6) % 7);
  const [, count = "", unit = ""] =
    /\b(?:next|coming|following) (\d{1,3}|few|couple of|two|three|four|five|six|seven|ten) (day|week)s?\b/i.exec(
      text,
    ) ?? [];
  if (unit) {
    const days = (COUNTS[count.toLowerCase()] ?? Number(count)) * (/week/i.test(unit) ? 7 : 1);
    return {
      from: null,
      until: addDays(now, days + 1),
      words: `in the next ${count} ${unit.toLowerCase()}s`,
    };
  }
  const [, past = "", span = ""] =
    /\b(?:last|past) (?:(\d{1,3}|few|two|three|seven) )?(days?|weeks?)\b/i.exec(text) ?? [];
  if (span) {
    if (/^weeks?$/i.test(span) && past === "") {
      return { from: addDays(now, toSunday - 14), until: addDays(now, toSunday - 7), words: "last week" };
    }
    const days =
      (past === "" ? 1 : (COUNTS[past.toLowerCase()] ?? Number(past))) * (/week/i.test(span) ? 7 : 1);
    return { from: addDays(now, -days), until: addDays(now, 1), words: `in the last ${past} ${span}` };
  }
  if (/\byesterday\b/i.test(text)) return { from: addDays(now, -1), until: now, words: "yesterday" };
  if (/\bthis week\b/i.test(text)) return { from: null, until: addDays(now, toSunday), words: "this week" };
  if (/\bnext week\b/i.test(text)) {
    return { from: addDays(now, toSunday), until: addDays(now, toSunday + 7), words: "next week" };
  }
  if (/\b(?:this|the) weekend\b/i.test(text)) {
    return { from: addDays(now, toSunday - 2), until: addDays(now, toSunday), words: "this weekend" };
  }
  if (/\bthis month\b/i.test(text)) {
    const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
    return { from: null, until, words: "this month" };
  }
  // Today's list includes overdue tasks.
  if (/\b(?:today(?:'s)?|tonight|eod)\b/i.test(text))
    return { from: null, until: addDays(now, 1), words: "today" };
  const found = findDue(text, { ...local, timeZone: local.timeZone });
  if (!found) return undefined;
  const day = found.due.hasTime ? today({ now: found.due.at, timeZone: local.timeZone }) : found.due.at;
  const upTo = /\b(?:by|before|until|till)\b/i.test(text);
  return {
    from: upTo ? null : day,
    until: addDays(day, 1),
    words: upTo ? `by ${dayWords(day, now)}` : dayWords(day, now),
  };
}

const COUNTS: Record<string, number> = {
  "couple of": 2,
  few: 3,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
};

function dayWords(day: Date, now: Date): string {
  if (day.getTime() === addDays(now, 1).getTime()) return "tomorrow";
  const options = { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" } as const;
  return `on ${new Intl.DateTimeFormat("en-US", options).format(day)}`;
}
