import type { InstantMark, PartMark, PartOfDay, Rule, TimeMark } from "./marks.ts";
import { COUNT, countOf } from "./numbers.ts";
import { words } from "./relative-days.ts";

const MERIDIEM = String.raw`(?:\s?(a\.?m\.?|p\.?m\.?|a|p|o'?clock)(?![\p{L}\p{N}]))`;
const LEAD = String.raw`(?:(?:at|@|around|about|by|from|before|after|until|till|approx\.?)\s?)`;
const HOUR = String.raw`([01]?\d|2[0-4])`;
const MINUTE = String.raw`([0-5]\d)`;
/** Behind "at 5": nothing that makes it a number of things. */
const NO_COUNT = String.raw`(?=\s*$|\s*[,.;!?)\]&/–-]|\s+(?:today|tomorrow|tonight|on|in|this|next|every|each|with|for|to|and|or|until|till|by|from|p[1-4]|mon|tue|wed|thu|fri|sat|sun|the|please|now|daily|weekdays?|instead|sharp|about|[#@!]|high|low|urgent|also|then|before|after|so|but|via|january|jan\b|feb|march|april|may|june|july|aug|sep|oct|nov|dec))`;

/** "20.30" is a time beside a day or after "at"; elsewhere it may be a price. */
const BESIDE_DAY = String.raw`(?<=\b(?:at|by|from|until|till|before|after|around|today|tomorrow|tonight|mon|tues?|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon|um|à|a las)\s|@\s?)`;

const certain = (text: string | undefined) => text !== undefined && /^[ap]/.test(text);

function clock(
  hourText: string,
  minuteText: string | undefined,
  meridiem: string | undefined,
): TimeMark | undefined {
  const hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (hour > 24 || minute > 59 || (certain(meridiem) && (hour > 12 || hour === 0))) {
    // "17:00 pm" is said, too.
    return hour <= 24 && minute <= 59
      ? { kind: "time", hour: hour % 24, minute, isCertain: true }
      : undefined;
  }
  if (meridiem?.startsWith("p")) return { kind: "time", hour: (hour % 12) + 12, minute, isCertain: true };
  if (meridiem?.startsWith("a")) return { kind: "time", hour: hour % 12, minute, isCertain: true };
  const isCertain = hour > 12 || hour === 0 || hourText.startsWith("0");
  return { kind: "time", hour: hour % 24, minute, isCertain };
}

/** A range as its beginning and its length: "3-5pm", "from 9 to 10:30". */
function range(first: TimeMark | undefined, last: TimeMark | undefined): TimeMark | undefined {
  if (!first || !last) return undefined;
  const [from, to] = [first.hour * 60 + first.minute, last.hour * 60 + last.minute];
  const isSameHalf = !first.isCertain && last.isCertain && from + 720 < to && first.hour < 12;
  const begin = isSameHalf ? { ...first, hour: first.hour + 12, isCertain: true } : first;
  const minutes =
    (to - (begin.hour * 60 + begin.minute) + 1_440) % (last.isCertain || first.isCertain ? 1_440 : 720);
  return { ...begin, isCertain: begin.isCertain, minutes: minutes || undefined };
}

const PAST_TO: Record<string, number> = { quarter: 15, half: 30, "a quarter": 15 };

export const TIME_RULES: readonly Rule<TimeMark>[] = [
  {
    pattern: words(
      String.raw`(?:from |between )?${HOUR}(?:[:.]${MINUTE})?${MERIDIEM}?\s?(?:-|–|to|until|till|and)\s?${HOUR}(?:[:.]${MINUTE})?${MERIDIEM}?`,
    ),
    read: (match, _, text) => {
      const [whole, h1 = "", m1, mer1, h2 = "", m2, mer2] = match;
      const says = mer1 ?? mer2 ?? m1 ?? m2;
      if (!says && !/^(?:from|between) /.test(whole)) return undefined;
      if (
        !says &&
        /^\s*(?:people|things|items|pages|copies|km|miles|[$€£%])/.test(
          text.slice(match.index + whole.length),
        )
      )
        return undefined;
      if (/\band\b/.test(whole) && !whole.startsWith("between")) return undefined;
      return range(clock(h1, m1, mer1), clock(h2, m2, mer2));
    },
  },
  {
    pattern: words(
      String.raw`${LEAD}?(?:(half|a quarter|quarter|five|ten|twenty|twenty-five|\d{1,2})(?: min(?:ute)?s?)? (past|to|before|after|till) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|(?<=at )half (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))${MERIDIEM}?`,
    ),
    read: (match, _, text) => {
      const [whole, amount, way, hour, halfHour, meridiem] = match;
      const isPlain = amount !== undefined && /^\d|^(?:five|ten|twenty)/.test(amount);
      // "From 5 to 6" and "add 10 to 5" are none.
      if (
        isPlain &&
        !/min/.test(whole) &&
        !/^(?:at|by|@|around|about|before|until)/.test(whole) &&
        !/\b(?:at|by|around)\s$/.test(text.slice(0, match.index))
      )
        return undefined;
      const base = clock(String(countOf(hour ?? halfHour ?? "")), undefined, meridiem);
      if (!base) return undefined;
      const minutes = amount === undefined ? 30 : (PAST_TO[amount] ?? countOf(amount));
      if (!(minutes < 60)) return undefined;
      const at = base.hour * 60 + (way === "to" || way === "before" || way === "till" ? -minutes : minutes);
      const total = (at + 1_440) % 1_440;
      return { kind: "time", hour: Math.floor(total / 60), minute: total % 60, isCertain: base.isCertain };
    },
  },
  {
    pattern: words(String.raw`${LEAD}?${HOUR}[:h]${MINUTE}${MERIDIEM}?`),
    read: ([, hour = "", minute, meridiem]) => clock(hour, minute, meridiem),
  },
  {
    pattern: words(String.raw`${LEAD}?${HOUR}\.${MINUTE}${MERIDIEM}(?!\.\d)`),
    read: ([, hour = "", minute, meridiem]) => clock(hour, minute, meridiem),
  },
  {
    pattern: new RegExp(
      String.raw`${BESIDE_DAY}(?:at )?${HOUR}\.${MINUTE}(?![.\d%\p{L}])(?! (?:euros?|dollars?|pounds?|kg|km|%))`,
      "gu",
    ),
    read: ([, hour = "", minute]) => clock(hour, minute, undefined),
  },
  {
    pattern: words(String.raw`${LEAD}?(1[0-2]|0?[1-9]|2[0-3]|1[3-9])${MERIDIEM}`),
    read: (match, _, text) => {
      const [whole, hour = "", meridiem = ""] = match;
      // "5 a day" has no "a.m.".
      if (meridiem === "a" && /\d\s+a$/.test(whole)) return undefined;
      if (
        meridiem === "a" &&
        /^\s+(?:day|week|month|piece|time)/.test(text.slice(match.index + whole.length))
      )
        return undefined;
      return clock(hour, undefined, meridiem);
    },
  },
  {
    pattern: words(
      String.raw`(?:${LEAD}(\d{2})(\d{2})|(\d{2})(\d{2})(?= ?(?:hrs|hours|h)\b))(?: ?(?:hrs|hours|h)(?![\p{L}]))?`,
    ),
    read: (match, _, text) => {
      const [, h1, m1, h2, m2] = match;
      if (
        /^\s+[\p{L}]/u.test(text.slice(match.index + match[0].length)) &&
        !/^\s+(?:today|tomorrow|on|and|for|with|in)\b/.test(text.slice(match.index + match[0].length))
      )
        return undefined;
      const mark = clock(h1 ?? h2 ?? "", m1 ?? m2, undefined);
      return mark && { ...mark, isCertain: true };
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:today|tomorrow|tonight|monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thu|friday|fri|saturday|sat|sunday|sun) )(1[3-9]|2[0-3]|0[6-9])([0-5]\d)(?![\p{L}\p{N}])`,
      "gu",
    ),
    read: ([, hour = "", minute]) => clock(hour, minute, undefined),
  },
  {
    pattern: words(
      String.raw`(?:(?:at|by|before|around|until|till)\s)?(noon|midday|lunch ?time|midnight|(?<=(?:at|by|before|around) )lunch)`,
    ),
    read: ([, word]) => ({ kind: "time", hour: word === "midnight" ? 0 : 12, minute: 0, isCertain: true }),
  },
  {
    pattern: words(
      String.raw`(?:(?:by|at|before)\s)?(?:the )?(?:eod|e\.o\.d\.|end of (?:the |my )?(?:work(?:ing)? ?)?day|close of business|cob|close of play)`,
    ),
    read: () => ({ kind: "time", hour: 17, minute: 0, isCertain: true }),
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}#@/'.])(?:at|@|around|about|by|from|before|after|until|till|to) ?(1[0-2]|[1-9]|1[3-9]|2[0-3])(?:-?ish)?(?![\p{L}\p{N}:.%/°$€£-])${NO_COUNT}`,
      "gu",
    ),
    read: (match, _, text) => {
      const [whole, hour = ""] = match;
      // "Change it to 5" is about a time only when something says so.
      if (
        whole.startsWith("to") &&
        !/\b(?:it|that|them|meeting|appointment|time|call|task)\s$|⟧\s*$/.test(text.slice(0, match.index))
      )
        return undefined;
      if (whole.startsWith("about") && !/\b(?:at)\s$/.test(text.slice(0, match.index))) return undefined;
      return clock(hour, undefined, undefined);
    },
  },
  {
    // "Every weekday at 9 standup": behind a day, "at" leads in a time whatever follows.
    pattern: new RegExp(
      String.raw`(?<=\b(?:today|tomorrow|tonight|weekday|day|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|wed|thu|fri|sat|sun|daily|weekly|weekdays|morning|evening|afternoon|noon|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\.?|\d{1,2}(?:st|nd|rd|th)|(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec) \d{1,2}|(?:in|next) (?:\d+|a|two|three) (?:days|weeks?|months?)),? )(?:at|@|around) ?(1[0-2]|[1-9]|1[3-9]|2[0-3])(?![\p{L}\p{N}:.%/°$€£-])(?! (?:people|star|downing|percent|euros?|dollars?|pounds?|km|miles|degrees|years))`,
      "gu",
    ),
    read: ([, hour = ""]) => clock(hour, undefined, undefined),
  },
  {
    // "Tomorrow 9", "fri 3": a number that ends the words beside a day.
    pattern: new RegExp(
      String.raw`(?<=\b(?:today|tomorrow|tonight|monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thu|friday|fri|saturday|sat|sunday|sun|morning|evening|afternoon) )(1[0-2]|[1-9])(?=\s*(?:$|[,.;!?)#@]))`,
      "gu",
    ),
    read: ([, hour = ""]) => clock(hour, undefined, undefined),
  },
];

const PART_OF: Record<string, PartOfDay> = { am: "morning", pm: "afternoon", noon: "afternoon" };

export const PART_RULES: readonly Rule<PartMark>[] = [
  {
    pattern: words(
      String.raw`(?:in the|during the|this|early|late|first thing in the|sometime in the)\s(?:early |late )?(morning|afternoon|evening|night)|first thing(?: in the (morning))?|(?:at|by) (night)`,
    ),
    read: ([whole, part, first, night]) => ({
      kind: "part",
      part: partOf(part ?? first ?? night ?? "morning"),
      isWeak: whole.startsWith("at night") || whole === "first thing",
    }),
  },
  {
    pattern: words(String.raw`(?:by |before |until |later )?tonight|this evening`),
    read: () => ({ kind: "part", part: "night", isWeak: false }),
  },
  {
    pattern: words(String.raw`am|pm`),
    read: ([part]) => ({ kind: "part", part: part === "am" ? "morning" : "afternoon", isWeak: true }),
  },
  {
    pattern: words(String.raw`(morning|afternoon|evening|night)s?`),
    read: ([, part]) => ({ kind: "part", part: partOf(part ?? ""), isWeak: true }),
  },
];

const PARTS: readonly PartOfDay[] = ["morning", "afternoon", "evening", "night"];
const partOf = (word: string): PartOfDay => PARTS.find((part) => part === word) ?? PART_OF[word] ?? "morning";

const MINUTE_MS = 60_000;

export const INSTANT_RULES: readonly Rule<InstantMark>[] = [
  {
    pattern: words(
      String.raw`(?:in|after|within) (?:(${COUNT}) and a half hours?|(${COUNT}) hours? and a half|(half an hour|half hour|a half hour)|(?:(${COUNT}|\d+\.5)\s?(?:hours?|hr|h)(?:(?: and|,)? (\d{1,2}|${COUNT})\s?(?:minutes?|min|m))?)|(\d{1,3}|${COUNT})\s?(?:minutes?|min|m|quarters? of an hour)|(an? quarter of an hour))(?: time)?(?:'s time)?(?: from now)?|(${COUNT})\s?(hours?|hr|h|minutes?|min) from now`,
    ),
    read: ([, n1, n2, half, hours, plus, mins, quarter, fromNow, unit], { now }) => {
      const minutes = half
        ? 30
        : quarter
          ? 15
          : (n1 ?? n2) !== undefined
            ? countOf(n1 ?? n2 ?? "") * 60 + 30
            : hours !== undefined
              ? countOf(hours) * 60 + (plus === undefined ? 0 : countOf(plus))
              : mins !== undefined
                ? countOf(mins)
                : countOf(fromNow ?? "") * (unit?.startsWith("h") ? 60 : 1);
      if (!Number.isFinite(minutes)) return undefined;
      return { kind: "instant", at: new Date(now.getTime() + minutes * MINUTE_MS) };
    },
  },
];
