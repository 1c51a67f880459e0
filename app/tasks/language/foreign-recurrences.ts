import { addDays, today } from "../local-time.ts";
import { onDay } from "./calendar.ts";
import type { DayMark, Reading, RecurrenceMark, Rule } from "./marks.ts";

const RULE_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Words {
  /** Each with its days from Monday, as the beginnings of words. */
  days: string[];
  /** Patterns around a day, of which `DAY` stands for any. */
  weekly: string;
  every: [string, string][];
}

const LANGUAGES: Record<string, Words> = {
  de: {
    days: ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
    weekly: "jede[nrsm]? DAY|(?:immer )?DAYs",
    every: [
      ["täglich|jeden tag", "FREQ=DAILY"],
      ["werktags|jeden (?:werktag|arbeitstag)", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
      ["wöchentlich|jede woche", "FREQ=WEEKLY"],
      ["alle (?:zwei|2) wochen", "FREQ=WEEKLY;INTERVAL=2"],
      ["monatlich|jeden monat", "FREQ=MONTHLY"],
      ["jährlich|jedes jahr", "FREQ=YEARLY"],
    ],
  },
  fr: {
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    weekly: "chaque DAY|tous les DAYs",
    every: [
      ["tous les jours|chaque jour|quotidiennement", "FREQ=DAILY"],
      ["toutes les semaines|chaque semaine", "FREQ=WEEKLY"],
      ["tous les mois|chaque mois", "FREQ=MONTHLY"],
      ["tous les ans|chaque année", "FREQ=YEARLY"],
    ],
  },
  es: {
    days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    // "Todos" is read as "to-dos" before.
    weekly: "(?:cada|(?:todos|tasks) los) DAYs?",
    every: [
      ["(?:todos|tasks) los días|cada día|a diario|diariamente", "FREQ=DAILY"],
      ["todas las semanas|cada semana", "FREQ=WEEKLY"],
      ["(?:todos|tasks) los meses|cada mes", "FREQ=MONTHLY"],
      ["(?:todos|tasks) los años|cada año", "FREQ=YEARLY"],
    ],
  },
};

/** Days that chrono-node doesn't know. */
const DAYS: Record<string, [string, number][]> = {
  fr: [["après-demain", 2]],
  es: [["pasado mañana", 2]],
  de: [["übermorgen", 2]],
  it: [["dopodomani", 2]],
  nl: [["overmorgen", 2]],
};

/** Days in the language of the user's browser that are told from today. */
export function foreignDays({ language = "en" }: Reading): Rule<DayMark>[] {
  return (DAYS[language.slice(0, 2).toLowerCase()] ?? []).map(([said, days]) => ({
    pattern: pattern(said),
    read: (_, reading) => onDay(addDays(today(reading), days)),
  }));
}

const pattern = (source: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, "gu");

/** Repetitions in the language of the user's browser, where it isn't English. */
export function foreignRecurrences({ language = "en" }: Reading): Rule<RecurrenceMark>[] {
  const words = LANGUAGES[language.slice(0, 2).toLowerCase()];
  if (!words) return [];
  const of = (rule: string): RecurrenceMark => ({ kind: "recurrence", rule, from: "due" });
  return [
    ...words.every.map(([said, rule]) => ({ pattern: pattern(said), read: () => of(rule) })),
    ...words.days.map((day, at) => ({
      pattern: pattern(words.weekly.replaceAll("DAY", day)),
      read: () => of(`FREQ=WEEKLY;BYDAY=${RULE_DAYS[at]}`),
    })),
  ];
}
