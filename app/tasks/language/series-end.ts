import { addDays } from "../local-time.ts";
import { addMonths } from "./calendar.ts";
import { countOf } from "./numbers.ts";
import { untilPart } from "./recurrences.ts";

/** "For 3 weeks", "5 times", behind a repetition. */
export function lengthAfter(after: string): { length: number; count: number; unit: string } | undefined {
  const match =
    /^,? (?:for (?:the next )?(\d{1,3}|two|three|four|five|six|ten|a|one) (days|weeks?|months?|years?|times)|(\d{1,3}|two|three|four|five) times)(?![\p{L}])/u.exec(
      after,
    );
  if (!match) return undefined;
  return { length: match[0].length, count: countOf(match[1] ?? match[3] ?? ""), unit: match[2] ?? "times" };
}

/** The part of a rule that ends a series after this length. */
export function limitOf({ count, unit }: { count: number; unit: string }, from: Date): string {
  if (unit === "times") return `COUNT=${count}`;
  const end = unit.startsWith("day")
    ? addDays(from, count - 1)
    : unit.startsWith("week")
      ? addDays(from, count * 7 - 1)
      : addDays(addMonths(from, unit.startsWith("month") ? count : count * 12), -1);
  return untilPart(end);
}
