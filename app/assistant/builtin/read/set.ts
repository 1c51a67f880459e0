import { monday } from "#app/tasks/language/calendar.ts";
import type { Reading } from "#app/tasks/language/marks.ts";
import { addDays, today, isoDay } from "#app/tasks/local-time.ts";
import { type Selector } from "#app/tasks/selector.server.ts";
import type { Clause } from "./clause.ts";
import type { Known } from "./known.ts";
import { FILLERS, nameList, nameTopic } from "./set-names.ts";
import { type Draft, narrow, NOUN, PARTS, type TaskSet } from "./set-parts.ts";

/**
 * Reads a description of tasks such as "all overdue tasks in work". What its words mean is taken away one by one, in
 * any order; it isn't a description when words are left.
 *
 * @param mayBeTopic whether words that are left may be looked for in titles
 */
export function readSet(
  words: string,
  clause: Clause,
  known: Known,
  reading: Reading,
  mayBeTopic = false,
): TaskSet | undefined {
  const draft: Draft = {
    selector: {},
    words: [],
    isSet: false,
    hasFilter: false,
    rest: words.trim().replace(/[?!.]+$/, ""),
  };
  if (/\b(?:all|every|everything|anything|each|any|both)\b/.test(draft.rest)) draft.isSet = true;
  if (
    new RegExp(
      String.raw`\b(?:tasks|to-?dos|items|things|stuff|reminders|ones|chores|errands|appointments|deadlines|to-?do list|agenda|checklist)\b`,
    ).test(draft.rest)
  )
    draft.isSet = true;
  // "The task" is one, and "my list" all.
  if (/\b(?:my|the|to-?do|task) list$/.test(draft.rest)) draft.isSet = true;
  nameList(draft, known);
  for (const [pattern, effect] of PARTS) {
    for (let more = true; more;) {
      const match = pattern.exec(draft.rest);
      more = match !== null && effect(match, draft, clause, known, reading);
      if (match && more)
        draft.rest = `${draft.rest.slice(0, match.index)} ${draft.rest.slice(match.index + match[0].length)}`
          .replace(/\s+/g, " ")
          .trim();
    }
  }
  nameTopic(draft, known);
  const left = draft.rest
    .replace(new RegExp(String.raw`\b${NOUN}\b`, "g"), " ")
    .replace(FILLERS, " ")
    .replace(/[\s,.?!:;&+'’()-]+/g, "");
  if (!draft.isSet || (left !== "" && !(mayBeTopic && isTopic(draft, known)))) return undefined;
  const { overdue, due } = draft.selector;
  const now = isoDay(today(reading));
  if (overdue && typeof due === "object" && due.from === now && due.to === now) {
    // "What's overdue and what's due today": both.
    draft.selector = { ...draft.selector, overdue: false, due: { to: now } };
    draft.words = ["due today or before"];
  }
  return {
    selector: completedRange(draft.selector, draft.words, reading),
    words: draft.words,
    isSet: draft.isSet,
    hasFilter: draft.hasFilter,
  };
}

/** "Anything for Ann?": words that are left are looked for in titles, if they are there. */
function isTopic(draft: Draft, known: Known): boolean {
  const words = draft.rest
    .replace(new RegExp(String.raw`\b${NOUN}\b`, "g"), " ")
    .replace(FILLERS, " ")
    .match(/[\p{L}\p{N}-]{3,}/gu);
  if (!words || words.length > 2) return false;
  const text = words.join(" ");
  if (
    !known.tasks.some(({ title }) =>
      words.every((word) => title.toLowerCase().includes(word.replace(/s$/, ""))),
    )
  )
    return false;
  narrow(draft, { text }, `about “${text}”`);
  return true;
}

/** For completed tasks the days are those of completion, and a day that is to come means the last one. */
function completedRange(selector: Selector, draftWords: string[], reading: Reading): Selector {
  const { due, ...rest } = selector;
  const isNow = (words: string) => draftWords.includes(`due ${words}`);
  if (selector.state !== "completed" || due === undefined || typeof due === "string") return selector;
  const now = isoDay(today(reading));
  const back = (value: string | undefined) =>
    value !== undefined && due.from !== undefined && due.from > now
      ? isoDay(addDays(new Date(value), -7))
      : value;
  const begun = isNow("this week")
    ? monday(today(reading))
    : isNow("this month")
      ? monthStart(today(reading))
      : undefined;
  if (begun) return { ...rest, completed: { from: isoDay(begun), ...(due.to && { to: due.to }) } };
  return {
    ...rest,
    completed: { ...(due.from && { from: back(due.from) }), ...(due.to && { to: back(due.to) }) },
  };
}

const monthStart = (day: Date) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
