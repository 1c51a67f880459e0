import type { TaskPriority } from "#db/schema/index.ts";
import type { Due } from "./due.ts";
import { findDue } from "./find-due.ts";
import type { LocalNow } from "./local-time.ts";

/** The task that a line describes. */
export interface TaskPhrase {
  /** Empty when the line has no words beside a date and a priority. */
  title: string;
  due: Due | null;
  priority: TaskPriority;
  /** The words for a repetition, which the title keeps: tasks don't repeat. */
  repeats?: string | undefined;
  /** Whether the line contains a due date or a priority. */
  saysMore: boolean;
}

export const MAX_TASK_TITLE = 300;

/**
 * Parses a line such as "Buy milk tomorrow at 5pm, high priority". If the line begins with a quotation, that
 * is the title, word for word.
 */
export function readTaskPhrase(line: string, local: LocalNow): TaskPhrase {
  const quoted = /^\s*["“«]([^"”»]+)["”»]/.exec(line);
  const text = quoted ? line.slice(quoted[0].length) : line;
  const { priority, rest: withoutPriority } = findPriority(text);
  const { repeats, rest: once } = findRepetition(withoutPriority);
  const found = findDue(once, local);
  const words = quoted?.[1]?.trim() || tidyTitle(found?.rest ?? once);
  const title = repeats && words !== "" ? `${words} (${repeats})` : words;
  return {
    title: title.slice(0, MAX_TASK_TITLE),
    due: found?.due ?? null,
    priority: priority ?? "normal",
    ...(repeats && { repeats }),
    saysMore: found !== undefined || priority !== undefined,
  };
}

const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
const REPETITION = new RegExp(
  String.raw`\b(?:every|each) (?:(?:other|second|third|\d{1,2}) )?(?:(${DAY}(?:(?:, | and |, and )${DAY})*)|days?|weekdays?|weekends?|weeks?|fortnight|months?|quarter|years?|morning|afternoon|evening|night)\b|\b(?:daily|weekly|fortnightly|monthly|yearly|annually)\s*[.!]*$`,
  "i",
);

/** Finds "every Monday" in a sentence, and returns the sentence with its first day instead. */
function findRepetition(text: string): { repeats: string | undefined; rest: string } {
  const match = REPETITION.exec(text);
  if (!match) return { repeats: undefined, rest: text };
  const [first = ""] = (match[1] ?? "").split(/, | and /);
  const part = /\b(?:morning|afternoon|evening|night)$/i.exec(match[0])?.[0] ?? "";
  const once = [first.replace(/days$/i, "day"), part && `this ${part}`].filter(Boolean).join(" ");
  const rest = text.slice(0, match.index) + once + text.slice(match.index + match[0].length);
  return { repeats: match[0].toLowerCase().trim(), rest: rest.replace(/\s+/g, " ").trim() };
}

const LEVELS: Record<string, TaskPriority> = {
  high: "high",
  highest: "high",
  top: "high",
  urgent: "high",
  important: "high",
  critical: "high",
  asap: "high",
  "!!": "high",
  "!!!": "high",
  medium: "normal",
  normal: "normal",
  default: "normal",
  regular: "normal",
  low: "low",
  lowest: "low",
  p1: "high",
  p2: "normal",
  p3: "low",
  p4: "normal",
};

/** The priority that a word names. */
export function priorityOf(word: string): TaskPriority | undefined {
  const level = word.toLowerCase();
  return Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
}

const LEVEL = "(high|highest|top|urgent|critical|medium|normal|low|lowest)";
const PRIORITY_PHRASES = [
  new RegExp(`[\\s,;(–-]*\\b(?:(?:and|with|at|as|it(?:'s| is)) )*(?:an? )?${LEVEL}[- ]priority\\b\\)?`, "i"),
  new RegExp(`[\\s,;(–-]*\\b(?:and |with )?priority(?: is|:| =)?\\s*${LEVEL}\\b\\)?`, "i"),
  /(?:^|[\s,;(–-]+)(?:(?:and )?it(?:'s| is) )?(?:very |really )?(urgent|important|asap|critical)\)?[.!]*$/i,
  /^(urgent|important|asap)\s*[:!,–-]+\s*/i,
  /\s+!(high|medium|low)\b/i,
  /\s*(!{2,3})\s*$/,
  /^!?(p[1-4])\s+|\s+!?(p[1-4])$/i,
];

/** Finds a priority in a sentence, and returns the sentence without it. */
function findPriority(text: string): { priority: TaskPriority | undefined; rest: string } {
  for (const pattern of PRIORITY_PHRASES) {
    const match = pattern.exec(text);
    const priority = priorityOf(match?.[1] ?? match?.[2] ?? "");
    if (!match || !priority) continue;
    const after = text.slice(match.index + match[0].length);
    return { priority, rest: `${text.slice(0, match.index)} ${after}`.replace(/\s+/g, " ").trim() };
  }
  return { priority: undefined, rest: text };
}

/** Tidies a title: without surrounding quotes and stray punctuation, with a capital first letter. */
function tidyTitle(text: string): string {
  const bare = text
    .replace(/\s+/g, " ")
    .replace(/\s+([,.;!?])/g, "$1")
    .replace(/^[\s,;:.–-]+|[\s,;:–-]+$/g, "")
    .replace(/^(?:to|that|and) /i, "")
    .replace(/(?:[\s,]+(?:and|by|on|at|due|for it|please))+[.!]*$/i, "")
    .replace(/[,;.!]+$/, "")
    .replace(/^["'“‘«]+|["'”’»]+$/g, "")
    .trim();
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
