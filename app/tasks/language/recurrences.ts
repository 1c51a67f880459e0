import { MONTH, monthOf, ruleDay, WEEKDAY } from "./calendar.ts";
import type { PartOfDay, RecurrenceMark, Rule } from "./marks.ts";
import { COUNT, countOf, ordinalOf, ORDINAL_WORD } from "./numbers.ts";
import { words } from "./relative-days.ts";

const UNIT = "(days?|weeks?|fortnights?|months?|quarters?|years?|hours?)";
const DAYS = String.raw`${WEEKDAY}s?(?:(?:,? and (?:every |each )?|, ?(?:every |each )?| ?& ?| ?\+ ?|\/| or )${WEEKDAY}s?)*`;
const EVERY = "(?:every|each|ev|ea)";
const NTH = String.raw`(?:\d{1,2}(?:st|nd|rd|th)|${ORDINAL_WORD})`;
const FREQ: Record<string, string> = {
  hour: "HOURLY",
  day: "DAILY",
  week: "WEEKLY",
  fortnight: "WEEKLY;INTERVAL=2",
  month: "MONTHLY",
  quarter: "MONTHLY;INTERVAL=3",
  year: "YEARLY",
};

const WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";

const repeats = (rule: string, part?: PartOfDay): RecurrenceMark => ({
  kind: "recurrence",
  rule,
  from: "due",
  ...(part && { part }),
});

const unitOf = (unit: string) => FREQ[unit.replace(/s$/, "")] ?? "DAILY";

/** "FREQ=WEEKLY;INTERVAL=2": a fortnight counts twice. */
function everyN(count: number, unit: string): string | undefined {
  if (!Number.isInteger(count) || count < 1 || count > 999) return undefined;
  const [freq = "", own = ""] = unitOf(unit).split(";INTERVAL=");
  const interval = count * Number(own || 1);
  return `FREQ=${freq}${interval === 1 ? "" : `;INTERVAL=${interval}`}`;
}

const ORDER = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const daysIn = (text: string): string[] =>
  [...new Set([...text.matchAll(new RegExp(WEEKDAY, "g"))].map(([day]) => ruleDay(day)))].toSorted(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  );

/** The 29th to 31st of a month that is shorter is its last day. */
const monthDay = (day: number): string => {
  if (day === -1) return "BYMONTHDAY=-1";
  if (day <= 28) return `BYMONTHDAY=${day}`;
  const days = Array.from({ length: day - 27 }, (_, at) => 28 + at);
  return `BYMONTHDAY=${days.join()};BYSETPOS=-1`;
};

const isPlural = (text: string) => new RegExp(`${WEEKDAY}s\\b`).test(text) && /days\b/.test(text);

const ADVERBS: Record<string, string> = {
  daily: "FREQ=DAILY",
  nightly: "FREQ=DAILY",
  weekly: "FREQ=WEEKLY",
  biweekly: "FREQ=WEEKLY;INTERVAL=2",
  "bi-weekly": "FREQ=WEEKLY;INTERVAL=2",
  fortnightly: "FREQ=WEEKLY;INTERVAL=2",
  monthly: "FREQ=MONTHLY",
  quarterly: "FREQ=MONTHLY;INTERVAL=3",
  yearly: "FREQ=YEARLY",
  annually: "FREQ=YEARLY",
  hourly: "FREQ=HOURLY",
};

export const RECURRENCE_RULES: readonly Rule<RecurrenceMark>[] = [
  {
    pattern: words(
      String.raw`(?:(?:every|each)! ?(?:(other|${COUNT}) )?${UNIT}|(?:repeat(?:ing)? )?(${COUNT}) ${UNIT} after (?:i(?:'ve)? )?(?:complet(?:e|ed|ing|ion)|finish(?:ed|ing)?|do(?:ne|ing)?|it'?s done)(?: it)?)`,
    ),
    read: ([, count, unit, count2, unit2]) => {
      const rule = everyN(count === "other" ? 2 : countOf(count ?? count2 ?? "one"), unit ?? unit2 ?? "day");
      return rule ? { kind: "recurrence", rule, from: "completion" } : undefined;
    },
  },
  {
    pattern: words(
      String.raw`${EVERY} (?:single )?(?:week ?day|work(?:ing)? ?day|business day|school day)s?(?: (morning|afternoon|evening|night))?|(?:on )?(?:weekdays|workdays)|(?:every ?day|daily) except (?:for )?(?:the )?weekends?|monday (?:to|through|thru|-) friday|mon ?- ?fri|mon to fri`,
    ),
    read: ([, part]) => repeats(WEEKDAYS, partOf(part)),
  },
  {
    pattern: words(String.raw`(?:on )?${EVERY} (?:other )?weekends?|(?:on )?weekends`),
    read: ([whole]) =>
      repeats(
        `FREQ=WEEKLY${whole.includes("other") ? ";INTERVAL=2" : ""};BYDAY=${whole.includes("other") ? "SA" : "SA,SU"}`,
      ),
  },
  {
    // "Every first Monday of the month", "the last Friday of every month"
    pattern: words(
      String.raw`(?:on )?(?:${EVERY} |the )?(${NTH}|\d) (${WEEKDAY}) (?:of|in) (?:${EVERY} month|the month|each month|months?)|${EVERY} (${NTH}) (${WEEKDAY})`,
    ),
    read: ([whole, nth, day, nth2, day2]) => {
      if (!/every|each|ev /.test(whole)) return undefined;
      const n = ordinalOf(nth ?? nth2 ?? "") ?? Number(nth);
      const weekdayName = ruleDay(day ?? day2 ?? "");
      if (nth2 && n === 2 && !/of|in/.test(whole))
        return repeats(`FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekdayName}`);
      return n >= -1 && n <= 5 ? repeats(`FREQ=MONTHLY;BYDAY=${n}${weekdayName}`) : undefined;
    },
  },
  {
    // "Every 1st and 15th"
    pattern: words(
      String.raw`(?:on )?(?:every|the) (\d{1,2})(?:st|nd|rd|th) and (?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (?:every|each|the) month)?`,
    ),
    read: ([whole, first, second]) =>
      /every|each/.test(whole) ? repeats(`FREQ=MONTHLY;BYMONTHDAY=${first},${second}`) : undefined,
  },
  {
    // "Every month on the 1st", "on the 15th of every month", "every 1st", "monthly on the 3rd"
    pattern: words(
      String.raw`(?:every|each) (?:(other|${COUNT}) )?months? on (?:the )?(${NTH})(?: day)?|(?:on )?(?:the )?(${NTH})(?: day)? (?:of )?(?:every|each) month|monthly on (?:the )?(${NTH})|every (?:the )?(\d{1,2}(?:st|nd|rd|th))(?: of the month)?(?! ${WEEKDAY})`,
    ),
    read: ([, count, ...nths]) => {
      const day = ordinalOf(nths.find((nth) => nth !== undefined) ?? "");
      const interval = count === "other" ? 2 : count === undefined ? 1 : countOf(count);
      if (day === undefined || day > 31) return undefined;
      return repeats(`FREQ=MONTHLY${interval > 1 ? `;INTERVAL=${interval}` : ""};${monthDay(day)}`);
    },
  },
  {
    // "Every year on March 3", "every 25th of December", "every March 3"
    pattern: words(
      String.raw`(?:(?:every|each) year|yearly|annually) (?:on )?(?:the )?(?:(${MONTH}) (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH}))|every (?:(${MONTH}) (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH}))|(${MONTH}) (\d{1,2})(?:st|nd|rd|th)? every year`,
    ),
    read: ([, m1, d1, d2, m2, m3, d3, d4, m4, m5, d5]) => {
      const [month, day] = [monthOf(m1 ?? m2 ?? m3 ?? m4 ?? m5 ?? ""), Number(d1 ?? d2 ?? d3 ?? d4 ?? d5)];
      return day >= 1 && day <= 31 ? repeats(`FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`) : undefined;
    },
  },
  {
    pattern: words(String.raw`${EVERY} (${MONTH})(?! \d)`),
    read: ([, month]) => repeats(`FREQ=YEARLY;BYMONTH=${monthOf(month ?? "")};BYMONTHDAY=1`),
  },
  {
    // "Every other week on Tuesday", "every 2 weeks on mon and thu", "weekly on Fridays", "every week on Friday"
    pattern: words(
      String.raw`(?:${EVERY} (?:(other|second|2nd|${COUNT}) )?weeks?|(weekly|biweekly|bi-weekly|fortnightly)|${EVERY} fortnight),? (?:on )?(?:a )?(${DAYS})|(${DAYS}) ${EVERY} (?:(other|second|2nd|${COUNT}) )?weeks?`,
    ),
    read: ([whole, count, adverb, days, daysBefore, countAfter]) => {
      const said = count ?? countAfter;
      const isTwo = /^(?:bi|fort)/.test(adverb ?? "") || whole.includes("fortnight");
      const interval = said ? (/^(?:other|second|2nd)$/.test(said) ? 2 : countOf(said)) : isTwo ? 2 : 1;
      return repeats(
        `FREQ=WEEKLY${interval > 1 ? `;INTERVAL=${interval}` : ""};BYDAY=${daysIn(days ?? daysBefore ?? "").join()}`,
      );
    },
  },
  {
    pattern: words(
      String.raw`(?:on )?${EVERY} (?:(other|second|2nd|third|3rd) )?(${DAYS})(?: (morning|afternoon|evening|night))?s?`,
    ),
    read: ([, count, days, part]) => {
      const interval = count === undefined ? 1 : /^(?:third|3rd)$/.test(count) ? 3 : 2;
      return repeats(
        `FREQ=WEEKLY${interval > 1 ? `;INTERVAL=${interval}` : ""};BYDAY=${daysIn(days ?? "").join()}`,
        partOf(part),
      );
    },
  },
  {
    // "mon wed fri", "tue/thu": several days are a repetition only when three are listed, or two with a slash.
    pattern: words(
      String.raw`(?:on )?(${WEEKDAY}(?:(?:,? and |, ?| ?[/&+] ?| )${WEEKDAY}){2,}|${WEEKDAY}\/${WEEKDAY})`,
    ),
    read: ([, days = ""]) => repeats(`FREQ=WEEKLY;BYDAY=${daysIn(days).join()}`),
  },
  {
    // "Mondays", "on Mondays and Thursdays"
    pattern: words(
      String.raw`(?:on )?(${WEEKDAY}s(?:(?:,? and |, ?| ?& ?)${WEEKDAY}s?)*)(?: (morning|afternoon|evening|night)s?)?`,
    ),
    read: ([, days = "", part]) =>
      isPlural(days) ? repeats(`FREQ=WEEKLY;BYDAY=${daysIn(days).join()}`, partOf(part)) : undefined,
  },
  {
    pattern: words(
      String.raw`${EVERY} (?:(other|second|2nd|third|3rd|single) )?${UNIT}(?: (morning|afternoon|evening|night))?|(?:once|one time) (?:a|per) ${UNIT}|${EVERY} (${COUNT}) ${UNIT}|every ?day`,
    ),
    read: ([whole, which, unit, part, once, count, countUnit]) => {
      const steps = which === undefined || which === "single" ? 1 : /^(?:third|3rd)$/.test(which) ? 3 : 2;
      const rule = everyN(
        count ? countOf(count) : steps,
        unit ?? once ?? countUnit ?? (whole.startsWith("every") ? "day" : "day"),
      );
      return rule ? repeats(rule, partOf(part)) : undefined;
    },
  },
  {
    pattern: words(String.raw`${EVERY} (?:other )?(morning|afternoon|evening|night)|(?:each|every) (?:noon)`),
    read: ([whole, part]) =>
      repeats(whole.includes("other") ? "FREQ=DAILY;INTERVAL=2" : "FREQ=DAILY", partOf(part)),
  },
  {
    // "Take vitamins daily", but not "write the daily report".
    pattern: words(
      String.raw`(daily|nightly|weekly|biweekly|bi-weekly|fortnightly|monthly|quarterly|yearly|annually|hourly)`,
    ),
    read: (match, _, text) => {
      const before = text.slice(0, match.index);
      const after = text.slice(match.index + match[0].length);
      const isAtEnd =
        /^\s*(?:$|[,.;!?)#@]|(?:at|on|from|starting|until|in the|from|by|for|p[1-4])\b|\d)/.test(after);
      const isAtStart =
        /^\s*(?:[-*]\s*)?$/.test(before) &&
        !/\b(?:report|newsletter|planner)\b/.test(after) &&
        /\d|\bat\b|day\b/.test(after);
      const rule = ADVERBS[match[1] ?? ""];
      return rule && (isAtEnd || isAtStart) && !/\b(?:the|a|my|our|this|his|her)\s+$/.test(before)
        ? repeats(rule)
        : undefined;
    },
  },
];

const PARTS: readonly PartOfDay[] = ["morning", "afternoon", "evening", "night"];
const partOf = (word: string | undefined) => PARTS.find((part) => part === word);

/** The end of a series, as a part of its rule: through this day. */
export const untilPart = (day: Date): string =>
  `UNTIL=${day.toISOString().slice(0, 10).replaceAll("-", "")}T235959Z`;
