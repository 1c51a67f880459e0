import type { TaskPriority } from "#db/schema/index.ts";
import type { LocalNow } from "../local-time.ts";

/** Days, from one to another, both included and as midnight UTC; null for an open end. */
export interface DayRange {
  from: Date | null;
  to: Date | null;
}

export interface DayMark {
  kind: "day";
  /** The day on which a task is due that this is said of. */
  day: Date;
  /** The days that a list shows that this is said of. */
  range: DayRange;
  /** A word that is also something else, such as "may" or "sun": it counts only beside a stronger one. */
  isWeak?: boolean;
}

export interface TimeMark {
  kind: "time";
  hour: number;
  minute: number;
  /** Whether "am", "pm" or 24 hours leave no doubt. */
  isCertain: boolean;
  /** For "3-5pm": the minutes between. */
  minutes?: number | undefined;
}

export type PartOfDay = "morning" | "afternoon" | "evening" | "night";

export interface PartMark {
  kind: "part";
  part: PartOfDay;
  /** "Night" and "evening" alone belong to a title, as in "movie night". */
  isWeak: boolean;
}

/** "In 20 minutes" */
export interface InstantMark {
  kind: "instant";
  at: Date;
}

export interface RecurrenceMark {
  kind: "recurrence";
  rule: string;
  from: "due" | "completion";
  part?: PartOfDay;
}

/** What a mark says. */
export type Content =
  | DayMark
  | TimeMark
  | PartMark
  | InstantMark
  | RecurrenceMark
  | { kind: "priority"; priority: TaskPriority }
  | { kind: "list"; list: string }
  | { kind: "tag"; tag: string }
  | { kind: "duration"; minutes: number }
  | { kind: "remind"; minutes: number }
  /** Words in which nothing is read: a quotation or an address. */
  | { kind: "literal" };

export type Mark = { start: number; end: number } & Content;

/** How a text is read: when, where and in which language. */
export type Reading = LocalNow;

/** A pattern, and what its match means; undefined when the words mean something else here. */
export interface Rule<M> {
  pattern: RegExp;
  read(match: RegExpExecArray, reading: Reading, text: string): M | undefined;
}

/** Runs rules over a text. Of marks that overlap, the one of the earlier rule stays. */
export function annotate<M extends object>(
  text: string,
  rules: readonly Rule<M>[],
  reading: Reading,
): ({ start: number; end: number } & M)[] {
  const found: ({ start: number; end: number } & M)[] = [];
  for (const { pattern, read } of rules) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((mark) => mark.start < end && start < mark.end)) continue;
      const mark = read(match, reading, text);
      if (mark) found.push({ start, end, ...mark });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
