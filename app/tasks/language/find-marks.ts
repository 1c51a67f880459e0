import { ATTRIBUTE_RULES, PRIORITY_RULES } from "./attributes.ts";
import { foreignMarks } from "./foreign-dates.ts";
import { foreignDays, foreignRecurrences } from "./foreign-recurrences.ts";
import { annotate, type Content, type Mark, type Reading } from "./marks.ts";
import { NAMED_DAYS } from "./named-days.ts";
import { RECURRENCE_RULES } from "./recurrences.ts";
import { RELATIVE_DAYS } from "./relative-days.ts";
import { INSTANT_RULES, PART_RULES, TIME_RULES } from "./times.ts";

/** In the order in which they take words. */
const ANNOTATORS = [
  ATTRIBUTE_RULES,
  RECURRENCE_RULES,
  INSTANT_RULES,
  RELATIVE_DAYS,
  NAMED_DAYS,
  TIME_RULES,
  PRIORITY_RULES,
  PART_RULES,
] as const;

/** In characters. The time that annotators take grows with the square of the length. */
const MAX_READ = 1_000;

/**
 * What a text (as `normalize` returns it) says of time, priority, list and tags, in its order. Marks don't overlap;
 * words that only look like a time are left out.
 */
export function findMarks(text: string, reading: Reading): Mark[] {
  if (text.length > MAX_READ) return [];
  const marks: Mark[] = [];
  const isFree = (mark: Mark) => !marks.some((other) => other.start < mark.end && mark.start < other.end);
  for (const rules of ANNOTATORS) {
    // Before our own days and times, which would take parts of "am Freitag um 18:30 Uhr".
    if (rules === RELATIVE_DAYS) marks.push(...foreignMarks(text, reading).filter(isFree));
    const all =
      rules === RECURRENCE_RULES
        ? [...rules, ...foreignRecurrences(reading), ...foreignDays(reading)]
        : rules;
    for (const mark of annotate<Content>(text, all, reading)) {
      if (isFree(mark)) marks.push(mark);
    }
  }
  return withoutWeak(
    withoutAdverbs(marks, text).toSorted((a, b) => a.start - b.start || a.end - b.end),
    text,
  );
}

/** "Weekly review every Friday" repeats on Fridays, and "mon wed fri, every week" on those days. */
function withoutAdverbs(marks: Mark[], text: string): Mark[] {
  const precise = marks.some((mark) => mark.kind === "recurrence" && /BY/.test(mark.rule));
  if (!precise) return marks;
  return marks.filter(
    (mark) =>
      mark.kind !== "recurrence" ||
      /BY/.test(mark.rule) ||
      !/^\p{L}+ly$/u.test(text.slice(mark.start, mark.end)),
  );
}

/** Drops weak marks that no stronger one stands beside. */
function withoutWeak(marks: Mark[], text: string): Mark[] {
  return marks.filter((mark, at) => {
    const before = marks[at - 1];
    const isBeside = (other: Mark | undefined, gap: string) =>
      other !== undefined &&
      (other.kind === "day" ||
        other.kind === "time" ||
        other.kind === "recurrence" ||
        other.kind === "part") &&
      /^(?:[\s,]|at|on)*$/.test(gap);
    const follows = isBeside(before, text.slice(before?.end ?? 0, mark.start));
    if (mark.kind === "part" && mark.isWeak) return follows && before?.kind !== "part";
    if (mark.kind === "day" && mark.isWeak) {
      const next = marks[at + 1];
      return follows || isBeside(next, text.slice(mark.end, next?.start ?? mark.end));
    }
    return true;
  });
}
