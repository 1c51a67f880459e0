import type { Recurrence } from "#db/schema/index.ts";
import { type Due, instantOn } from "../due.ts";
import { addDays, today, wallTimeOf } from "../local-time.ts";
import { firstDue } from "../recurrence.ts";
import type {
  DayMark,
  DayRange,
  InstantMark,
  Mark,
  PartMark,
  PartOfDay,
  Reading,
  RecurrenceMark,
  TimeMark,
} from "./marks.ts";
import { untilPart } from "./recurrences.ts";
import { lengthAfter, limitOf } from "./series-end.ts";
import { zoneAfter } from "./zones.ts";

/** What neighbouring words say together about a time: "every Monday at 9 until Christmas". */
export interface When {
  start: number;
  end: number;
  due: Due | null;
  /** The days that a list of it shows; null when it names only a time of day. */
  range: DayRange | null;
  recurrence: Recurrence | null;
  /** For "3-5pm": how long it takes. */
  minutes?: number | undefined;
  hasDay: boolean;
  /** A repetition that names no day: "every week", "monthly at 9". */
  keepsDay?: boolean;
  /** The time of day as HH:MM, when one is said. */
  time: string | null;
}

type Spanned<M> = M & { start: number; end: number };
interface Parts {
  days: Spanned<DayMark>[];
  times: Spanned<TimeMark>[];
  parts: Spanned<PartMark>[];
  instants: Spanned<InstantMark>[];
  recurrences: Spanned<RecurrenceMark>[];
}

const BETWEEN =
  /^[\s,]*(?:(?:at|on|from|the|around|by|for|in|of|@|starting|beginning|start|until|till|through|ending|um|à|a las|le|am)[\s,]*){0,2}$/;

/** Groups the marks of time that stand together. */
export function groupWhens(text: string, marks: Mark[], reading: Reading): When[] {
  const groups: Mark[][] = [];
  for (const mark of marks) {
    if (!isTemporal(mark)) continue;
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNext = last && BETWEEN.test(text.slice(last.end, mark.start)) && fits(group, mark);
    if (group && isNext) group.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => whenOf(text, partsOf(group), group, reading));
}

const isTemporal = ({ kind }: Mark): boolean =>
  kind === "day" || kind === "time" || kind === "part" || kind === "instant" || kind === "recurrence";

/** Two days or two times aren't one date, but a series may have a first and a last day. */
function fits(group: Mark[] | undefined, mark: Mark): boolean {
  if (!group || mark.kind === "instant" || group.some(({ kind }) => kind === "instant")) return false;
  const same = group.filter(({ kind }) => kind === mark.kind).length;
  return same === 0 || (mark.kind === "day" && same < 3 && group.some(({ kind }) => kind === "recurrence"));
}

function partsOf(group: Mark[]): Parts {
  const of = <K extends Mark["kind"]>(kind: K) =>
    group.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
  return {
    days: of("day"),
    times: of("time"),
    parts: of("part"),
    instants: of("instant"),
    recurrences: of("recurrence"),
  };
}

/** Combines two whens that stand apart: "At 5pm, buy milk tomorrow". Undefined when they say the same. */
export function combine(text: string, marks: Mark[], reading: Reading): When {
  return whenOf(text, partsOf(marks), marks, reading);
}

function whenOf(text: string, parts: Parts, group: Mark[], local: Reading): When {
  const last = Math.max(...group.map((mark) => mark.end));
  const zone = parts.times.length > 0 ? zoneAfter(text.slice(last)) : undefined;
  if (!zone) return whenIn(text, parts, group, local);
  const when = whenIn(text, parts, group, { ...local, timeZone: zone.timeZone });
  const time = when.due?.hasTime ? timeText(when.due.at, local) : when.time;
  return { ...when, end: last + zone.length, time };
}

function whenIn(text: string, parts: Parts, group: Mark[], reading: Reading): When {
  const [instant] = parts.instants;
  const [time] = parts.times;
  const [recurring] = parts.recurrences;
  const start = Math.min(...group.map((mark) => mark.start));
  const end = Math.max(...group.map((mark) => mark.end));
  const span = { start, end };
  if (instant) {
    const day = dayIn(instant.at, reading);
    const due = { at: instant.at, hasTime: true };
    return {
      ...span,
      due,
      range: { from: day, to: day },
      recurrence: null,
      hasDay: true,
      time: timeText(instant.at, reading),
    };
  }
  const part = parts.parts[0]?.part ?? recurring?.part;
  if (recurring) return recurringWhen(text, parts, recurring, part, span, reading);
  const [day] = parts.days;
  const isTonight = parts.parts.some((mark) =>
    /tonight|this (?:morning|afternoon|evening|night)/.test(text.slice(mark.start, mark.end)),
  );
  const date = day?.day ?? (isTonight ? today(reading) : undefined);
  const said = hourOf(time, part, text);
  const range = day?.range ?? (date ? { from: date, to: date } : null);
  const base = { ...span, recurrence: null, minutes: time?.minutes, hasDay: date !== undefined };
  if (!said) return { ...base, due: date ? { at: date, hasTime: false } : null, range, time: null };
  const due = dueAt(date, said, time, reading);
  return { ...base, due, range, time: timeText(due.at, reading) };
}

interface Clock {
  hour: number;
  minute: number;
}

const PART_HOURS: Record<PartOfDay, number> = { morning: 9, afternoon: 15, evening: 19, night: 20 };
const EVENING_WORDS =
  /\b(?:dinner|supper|drinks|party|movie|film|cinema|concert|pub|gig|theatre|theater|opera|date night|game night)\b/;

/** The hour that is meant: 1 to 6 is in the afternoon, unless a part of the day says otherwise. */
function hourOf(time: TimeMark | undefined, part: PartOfDay | undefined, text: string): Clock | undefined {
  if (!time) return part && { hour: PART_HOURS[part], minute: 0 };
  const { hour, minute, isCertain } = time;
  if (isCertain) return { hour, minute };
  if (part === "morning") return { hour: hour === 12 ? 0 : hour, minute };
  if (part === "afternoon" || part === "evening") return { hour: (hour % 12) + 12, minute };
  if (part === "night") return { hour: hour === 12 ? 0 : hour <= 4 ? hour : hour + 12, minute };
  const isEvening = hour >= 5 && hour <= 11 && EVENING_WORDS.test(text);
  return { hour: (hour >= 1 && hour <= 6) || isEvening ? hour + 12 : hour, minute };
}

/** The instant of a time on a day or, without a day, when it is next that time. */
function dueAt(
  day: Date | undefined,
  { hour, minute }: Clock,
  time: TimeMark | undefined,
  reading: Reading,
): Due {
  const on = (date: Date, h = hour) => instantOn(date, h, minute, reading.timeZone);
  const now = today(reading);
  const isVague = time !== undefined && !time.isCertain && hour < 12;
  if (day && day.getTime() !== now.getTime()) return { at: on(day), hasTime: true };
  if (on(now) > reading.now) return { at: on(now), hasTime: true };
  // "Today at 9", said at noon, is in the evening.
  if (day && isVague && on(day, hour + 12) > reading.now) return { at: on(day, hour + 12), hasTime: true };
  return { at: day ? on(day) : on(addDays(now, 1)), hasTime: true };
}

function recurringWhen(
  text: string,
  { days, times }: Parts,
  recurring: Spanned<RecurrenceMark>,
  part: PartOfDay | undefined,
  span: { start: number; end: number },
  reading: Reading,
): When {
  const [time] = times;
  const ends = days.find(
    (day) =>
      /\b(?:until|till|through|ending|til|to|ends)(?: on)?(?: the)?\s*$/.test(text.slice(0, day.start)) ||
      /^(?:until|till|by|before)\b/.test(text.slice(day.start, day.end)),
  );
  const starts = days.find((day) => day !== ends);
  const rest = lengthAfter(text.slice(span.end));
  const clock = hourOf(time, part, text);
  const from = starts?.day ?? today(reading);
  const base = recurring.rule;
  const limit = ends ? `;${untilPart(ends.day)}` : rest ? `;${limitOf(rest, from)}` : "";
  const recurrence: Recurrence = { rule: base, timeZone: reading.timeZone, from: recurring.from };
  const first = firstOf(recurrence, clock, starts?.day, reading);
  const day = first && dayIn(first.at, reading, first.hasTime);
  return {
    start: span.start,
    end: span.end + (rest?.length ?? 0),
    due: first ?? null,
    range: day ? { from: day, to: day } : null,
    recurrence: { ...recurrence, rule: base + limit },
    minutes: time?.minutes,
    hasDay: true,
    keepsDay: !starts && !base.includes(";BY") && !(clock && base.startsWith("FREQ=DAILY")),
    time: clock ? `${pad(clock.hour)}:${pad(clock.minute)}` : null,
  };
}

function firstOf(
  recurrence: Recurrence,
  clock: Clock | undefined,
  start: Date | undefined,
  reading: Reading,
): Due | undefined {
  // The first of every other Wednesday is the next one.
  const rule = recurrence.rule.replace(/;INTERVAL=\d+(?=;BY)/, "");
  if (!start) {
    const isBare = !/BY/.test(recurrence.rule);
    if (isBare && recurrence.from === "completion" && !clock) return { at: today(reading), hasTime: false };
    return firstDue(clock ?? {}, { ...recurrence, rule }, reading);
  }
  const from = clock
    ? { at: instantOn(start, clock.hour, clock.minute, reading.timeZone), hasTime: true }
    : { at: start, hasTime: false };
  // The first occurrence on or after the day on which the series starts.
  const before = {
    ...reading,
    now: clock ? new Date(from.at.getTime() - 1) : instantOn(start, 0, 0, reading.timeZone),
  };
  return firstDue(clock ?? {}, { ...recurrence, rule }, before) ?? from;
}

const dayIn = (at: Date, { timeZone }: Reading, hasTime = true): Date => {
  const { year, month, day } = hasTime ? wallTimeOf(at, timeZone) : wallTimeOf(at, "UTC");
  return new Date(Date.UTC(year, month - 1, day));
};

function timeText(at: Date, { timeZone }: Reading): string {
  const { hour, minute } = wallTimeOf(at, timeZone);
  return `${pad(hour)}:${pad(minute)}`;
}

const pad = (value: number) => String(value).padStart(2, "0");
