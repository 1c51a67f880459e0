import type { TaskPriority } from "#db/schema/index.ts";
import type { Mark, Rule } from "./marks.ts";
import { COUNT, countOf } from "./numbers.ts";
import { words } from "./relative-days.ts";

type Of<K extends Mark["kind"]> =
  Extract<Mark, { kind: K }> extends infer M ? Omit<M, "start" | "end"> : never;
type Attribute = Of<"priority"> | Of<"list"> | Of<"tag"> | Of<"duration"> | Of<"remind"> | Of<"literal">;

const LEVELS: Readonly<Record<string, TaskPriority>> = {
  urgent: "urgent",
  highest: "urgent",
  top: "urgent",
  critical: "urgent",
  asap: "urgent",
  p1: "urgent",
  p0: "urgent",
  "1": "urgent",
  high: "high",
  higher: "high",
  important: "high",
  p2: "high",
  "2": "high",
  medium: "normal",
  mid: "normal",
  normal: "normal",
  default: "normal",
  regular: "normal",
  p3: "normal",
  "3": "normal",
  no: "normal",
  low: "low",
  lower: "low",
  lowest: "low",
  p4: "low",
  "4": "low",
};

/** The priority that a word names. */
export function priorityOf(word: string): TaskPriority | undefined {
  const level = word.toLowerCase();
  return Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
}

const LEVEL = "(urgent|highest|top|critical|high|higher|medium|mid|normal|low|lower|lowest)";
const LEAD = String.raw`(?:(?:and |with |at |as |in |of )?(?:it'?s |it is |this is |that's )?(?:very |really |super |quite |pretty )?(?:a |an |the )?)?`;

const priority = (level: string | undefined): Of<"priority"> | undefined => {
  const found = priorityOf(level ?? "");
  return found && { kind: "priority", priority: found };
};

/** What says how important a task is. */
export const PRIORITY_RULES: readonly Rule<Attribute>[] = [
  {
    pattern: words(
      String.raw`${LEAD}${LEVEL}[- ]?priority|(?:and |with |at )?(?:a )?priority(?: is| of|:| =|=)? ?(?:${LEVEL}|([1-4]))`,
    ),
    read: ([, before, after, digit]) => priority(before ?? after ?? digit),
  },
  { pattern: /(?<![\p{L}\p{N}])!?(p[0-4])(?![\p{L}\p{N}])/gu, read: ([, level]) => priority(level) },
  {
    pattern: /(?<![\p{L}\p{N}])!(high|medium|low|urgent|[1-4])(?![\p{L}\p{N}])/gu,
    read: ([, level]) => priority(level),
  },
  { pattern: /(?<=^|\s|[\p{L}\p{N}])!{3,}(?=\s|$)|(?<=^)!{3,}/gu, read: () => priority("urgent") },
  { pattern: /(?<=\s|[\p{L}\p{N}])!!(?=\s|$)|(?<=^)!!(?!!)/gu, read: () => priority("high") },
  {
    pattern: words(
      String.raw`(?:and )?asap|as soon as possible|(?:and |it'?s |this is )*(?:not urgent|no rush|no hurry|not important|whenever i can|whenever|low prio)`,
    ),
    read: ([word]) => priority(/asap|soon/.test(word) ? "urgent" : "low"),
  },
  {
    // "Urgent" and "important" as words of their own, not as in "urgent care" or "important papers".
    pattern: words(
      String.raw`(?:(?:and |but )?(?:it'?s|it is|this is|this one is|that'?s|that one is) )?(?:very |really |super |quite |pretty |most )?(urgent|important|critical|super important)`,
    ),
    read: (match, _, text) => {
      const [whole, level] = match;
      const before = text.slice(0, match.index);
      const after = text.slice(match.index + whole.length);
      const isAtEnd =
        /^\s*(?:$|[,.;!?)]|thx|thanks|please)/.test(after) &&
        !/\b(?:is|are|be|as|to|it|them|that|all|both|one|both)\s+$/.test(before);
      const isAtStart = /^\s*$/.test(before) && /^\s*[:!,–-]/.test(after);
      const isLead = /^\s*$/.test(before) && level === "urgent" && URGENT_VERB.test(after);
      return isAtEnd || isAtStart || isLead ? priority(level?.split(" ").at(-1)) : undefined;
    },
  },
];

const URGENT_VERB =
  /^\s+(?:call|email|pay|send|reply|book|buy|fix|finish|submit|renew|text|get|pick|return|order|check)\b/;

const NAME = String.raw`[\p{L}\p{N}][\p{L}\p{N}_/-]{0,59}`;

/** "#list", "@tag", lengths and reminders; and what isn't read at all. */
export const ATTRIBUTE_RULES: readonly Rule<Attribute>[] = [
  {
    pattern: /["“«][^"“”«»\n]{1,300}["”»]|(?<![\p{L}\p{N}])'(?=[\p{L}\p{N}])[^'\n]{2,300}'(?![\p{L}\p{N}])/gu,
    read: () => ({ kind: "literal" }),
  },
  {
    pattern: /\b(?:https?:\/\/|www\.)\S+|[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu,
    read: () => ({ kind: "literal" }),
  },
  {
    pattern: new RegExp(String.raw`(?<=^|[\s(])#(${NAME})`, "gu"),
    // "#1" and "#42" are numbers.
    read: ([, list = ""]) => (/^\d+$/.test(list) ? undefined : { kind: "list", list }),
  },
  {
    pattern: new RegExp(String.raw`(?<=^|[\s(])@(${NAME})`, "gu"),
    read: ([, tag = ""]) => (/^\d/.test(tag) ? undefined : { kind: "tag", tag }),
  },
  {
    pattern: words(
      String.raw`(?:and |with )?(?:(?:remind|alert|notify) me|(?:a |with a )?reminder)(?: (?:about|of) (?:it|this|that))? (?:(${COUNT}) (min(?:ute)?s?|hours?|h|m|days?)|(half an hour)) (?:before(?:hand)?|earlier|ahead|prior|in advance)`,
    ),
    read: ([, count, unit, half]) => {
      const n = half
        ? 30
        : countOf(count ?? "") * (unit?.startsWith("h") ? 60 : unit?.startsWith("d") ? 1_440 : 1);
      return Number.isFinite(n) ? { kind: "remind", minutes: n } : undefined;
    },
  },
  {
    pattern: words(
      String.raw`for (?:about |around )?(?:(half an hour)|(an hour and a half)|(${COUNT}|\d\.5)(?: and a half)?\s?(hours?|hr|h|minutes?|min|m)(?:(?: and)? ?(\d{1,2}) ?(?:minutes?|min|m)?)?)|\((\d{1,3}) ?(hours?|hr|h|minutes?|min|m)\)`,
    ),
    read: ([whole, half, long, count, unit, plus, bare, bareUnit]) => {
      const perUnit = (unit ?? bareUnit)?.startsWith("h") ? 60 : 1;
      const base = half ? 30 : long ? 90 : countOf(count ?? bare ?? "") * perUnit + (plus ? Number(plus) : 0);
      const minutes = base + (count && whole.includes("and a half") ? 30 : 0);
      return minutes > 0 && minutes <= 6_000 ? { kind: "duration", minutes: Math.round(minutes) } : undefined;
    },
  },
];
