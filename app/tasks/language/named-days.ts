import { addDays, today } from "../local-time.ts";
import {
  dayAt,
  during,
  fullYear,
  lastOfMonth,
  monday,
  MONTH,
  monthOf,
  nextDate,
  nextWeekday,
  nthWeekday,
  onDay,
  partsOf,
  weekday,
  WEEKDAY,
  weekdayOf,
} from "./calendar.ts";
import type { DayMark, Reading, Rule } from "./marks.ts";
import { ORDINAL_WORD, ordinalOf } from "./numbers.ts";
import { words } from "./relative-days.ts";

const DATE_NUMBER = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,? ?(\d{4})(?!\d|:))?`;

/** A word that also means something else, unless something beside it says that it is a date. */
function isMeant(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return (
    /(?:^|\b(?:on|by|before|until|till|due|in|this|next|last|since|every|and|or|for)\s+|[,:;(] *)$/.test(
      before,
    ) ||
    /^\s*(?:$|[,.;!?)]|(?:at|morning|afternoon|evening|night)\b|\d{1,2}(?:[:.]\d\d|\s?[ap]m?\b)|@|#)/.test(
      after,
    )
  );
}

const WEAK_DAYS = /^(?:sat|sun|mon|wed)$/;

/** Dates and days with a name. */
export const NAMED_DAYS: readonly Rule<DayMark>[] = [
  {
    pattern: words(
      String.raw`(${ORDINAL_WORD}|\d(?:st|nd|rd|th)) (${WEEKDAY}) (?:of|in) (?:the month|(this|next) month|(${MONTH})(?: (\d{4}))?)`,
    ),
    read: ([, nth = "", day = "", which, name, year], reading) => {
      const n = ordinalOf(nth);
      const now = partsOf(today(reading));
      if (n === undefined) return undefined;
      const month = name ? monthOf(name) : now.month + (which === "next" ? 1 : 0);
      const at = nthWeekday(n, weekdayOf(day), year ? Number(year) : now.year, month);
      if (at && at < today(reading) && !year) {
        const again = nthWeekday(n, weekdayOf(day), name ? now.year + 1 : now.year, name ? month : month + 1);
        return again && onDay(again);
      }
      return at && onDay(at);
    },
  },
  {
    // "Friday the 9th", "Friday, October 9", "9 Oct 2027", "the 9th of October", "Oct 9th".
    pattern: words(
      String.raw`(?:${WEEKDAY},? )?(?:the )?${DATE_NUMBER}(?: of)? (${MONTH})\.?${YEAR}|(?:${WEEKDAY},? )?(${MONTH})\.? (?:the )?${DATE_NUMBER}(?![:.]\d)${YEAR}`,
    ),
    read: ([, day, month, year, month2, day2, year2], reading) => {
      const [d, m, y] = [Number(day ?? day2), monthOf(month ?? month2 ?? ""), year ?? year2];
      const at = y ? dayAt(Number(y), m, d) : nextDate(m, d, reading);
      return at && onDay(at);
    },
  },
  {
    pattern: words(
      String.raw`(?:${WEEKDAY},? )?(?:on |by |before )?the (\d{1,2})(?:st|nd|rd|th)(?! (?:of|floor|grade|century|birthday|street|edition|anniversary|chapter|draft|round|attempt|time|one|task)\b)|${WEEKDAY},? (\d{1,2})(?:st|nd|rd|th)|(?:(?<=(?:on|by|until|due|before) )(\d{1,2})(?:st|nd|rd|th)|(?<!\bevery )\b(\d{1,2})(?:st|nd|rd|th)(?=\s*$))`,
    ),
    read: ([, ...found], reading) => dayOfMonth(Number(found.find((each) => each !== undefined)), reading),
  },
  {
    pattern: words(String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`),
    read: ([, year, month, day]) => {
      const at = dayAt(Number(year), Number(month), Number(day));
      return at && onDay(at);
    },
  },
  {
    // A dot after each number is the German and Scandinavian way; a bare "3.50" may be a price.
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}$€£.:-])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?![\p{L}\p{N}])`,
      "gu",
    ),
    read: ([, day, month, year], reading) => numbered(Number(day), Number(month), year, reading),
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}$€£.:/-])(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?(?![\p{L}\p{N}/:%]|[-.]\d)`,
      "gu",
    ),
    read: (match, reading, text) => {
      const [, first, second, year] = match;
      if (!year && !isNumericDate(match, text)) return undefined;
      const isMonthFirst = /^en-(?:us|ca)$|^en$/i.test(reading.language ?? "en-US");
      const [a, b] = [Number(first), Number(second)];
      const [day, month] = (isMonthFirst && a <= 12) || b > 12 ? [b, a] : [a, b];
      return numbered(day, month, year, reading);
    },
  },
  {
    pattern: words(
      String.raw`(?:(this|next|coming|this coming|last|past) )?(${WEEKDAY})(?:'s(?= (?:tasks?|to-?dos?|list|stuff|things|agenda|schedule|plan)\b))?`,
    ),
    read: (match, reading, text) => {
      const [, which, day = ""] = match;
      const isWeak = WEAK_DAYS.test(day) && !which && !isMeant(match, text);
      if (isWeak && /^(?:sun|sat|wed)$/.test(day) && !which) return undefined;
      return { ...weekdayMark(which, weekdayOf(day), reading), ...(isWeak && { isWeak }) };
    },
  },
  {
    pattern: words(String.raw`(?:(?:in|by|during|before|until|this|next)\s)?(${MONTH})(?:,? (\d{4}))?`),
    read: (match, reading) => {
      const [whole, name = "", year] = match;
      const hasLead = /^(?:in|by|during|before|until|this|next) /.test(whole);
      // Months are also names: "invite April and June".
      if (!hasLead && !year) return undefined;
      const now = partsOf(today(reading));
      const month = monthOf(name);
      const in_ = year ? Number(year) : month < now.month ? now.year + 1 : now.year;
      const first = new Date(Date.UTC(in_, month - 1, 1));
      const last = lastOfMonth(in_, month);
      return during(
        first,
        last,
        /^(?:by|before|until) /.test(whole) ? first : first < today(reading) ? last : first,
      );
    },
  },
  {
    pattern: words(
      String.raw`(christmas eve|xmas eve|christmas day|christmas|xmas|new year'?s eve|nye|new year'?s day|new year'?s|halloween|valentine'?s(?: day)?|thanksgiving)`,
    ),
    read: (match, reading, text) => {
      if (
        !/\b(?:on|by|before|until|till|for|due|after)\s+$|^$/.test(text.slice(0, match.index)) &&
        !isMeant(match, text)
      )
        return undefined;
      return holiday(match[1] ?? "", reading);
    },
  },
];

/** Whether "3/12" is a date here and not a fraction or a count: something says so, or it ends the sentence. */
function isNumericDate(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (match[0].includes("-")) return /\b(?:on|by|until|due|before)\s+$/.test(before);
  if (
    /^\s*(?:inch|in\b|"|cups?|pints?|tsp|tbsp|miles?|lbs?|pounds?|kg|oz|of\b|full|empty|size|scale|time|done|finished|pipes?|teaspoons?|%)/.test(
      after,
    )
  )
    return false;
  if (/\b(?:on|by|until|till|due|before|for|from|since|after)\s+$/.test(before)) return true;
  if (/^\s*$/.test(before) && /^\s+\p{L}/u.test(after) && !/^\s+(?:of|scale|done|finished)/.test(after))
    return true;
  if (match[0] === "24/7" || match[0] === "50/50" || match[0] === "9/11") return false;
  return (
    /^\s*(?:$|[,.;!?)]|at\b|\d{1,2}(?::|\s?[ap]m)|[#@!])/.test(after) &&
    !/^(?:1\/2|1\/4|3\/4|2\/3|1\/3)$/.test(match[0])
  );
}

function numbered(
  day: number,
  month: number,
  year: string | undefined,
  reading: Reading,
): DayMark | undefined {
  const at = year ? dayAt(fullYear(year), month, day) : nextDate(month, day, reading);
  return at && onDay(at);
}

function dayOfMonth(day: number, reading: Reading): DayMark | undefined {
  const now = partsOf(today(reading));
  const candidates = [0, 1, 2].map((months) => {
    const first = new Date(Date.UTC(now.year, now.month - 1 + months, 1));
    return dayAt(first.getUTCFullYear(), first.getUTCMonth() + 1, day);
  });
  const at = candidates.find((date) => date !== undefined && date >= today(reading));
  return at && onDay(at);
}

function weekdayMark(which: string | undefined, wanted: number, reading: Reading): DayMark {
  const now = today(reading);
  if (which === "last" || which === "past")
    return onDay(addDays(now, -((weekday(now) - wanted + 6) % 7) - 1));
  if (which === "next") return onDay(addDays(monday(now), 7 + wanted));
  return onDay(nextWeekday(wanted, reading));
}

function holiday(name: string, reading: Reading): DayMark | undefined {
  const now = today(reading);
  const date = (month: number, day: number) => nextDate(month, day, reading);
  const at = /eve/.test(name)
    ? date(12, name.startsWith("new") ? 31 : 24)
    : name === "nye"
      ? date(12, 31)
      : /^(?:christmas|xmas)/.test(name)
        ? date(12, 25)
        : name.startsWith("new")
          ? date(1, 1)
          : name === "halloween"
            ? date(10, 31)
            : name.startsWith("valentine")
              ? date(2, 14)
              : [0, 1]
                  .map((years) => nthWeekday(4, 3, now.getUTCFullYear() + years, 11))
                  .find((day) => day && day >= now);
  return at && onDay(at);
}
