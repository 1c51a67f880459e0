import type { Reading } from "#app/tasks/language/marks.ts";
import type { Task } from "#db/schema/index.ts";
import { ordinalOf } from "#app/tasks/language/numbers.ts";
import { type Clause, hasSlot } from "./clause.ts";
import type { Known } from "./known.ts";
import { readSet } from "./set.ts";
import type { TaskSet } from "./set-parts.ts";

/** The tasks that a request is about. */
export type Target =
  /** By the words of a title; several names when the words list tasks. */
  | { kind: "named"; words: string }
  /** A task that the whole sentence is about. */
  | { kind: "task"; task: Task }
  | { kind: "set"; set: TaskSet }
  /** "It": the task that was last spoken of. */
  | { kind: "focus" }
  /** "Them", "both": the tasks of the last answer. */
  | { kind: "shown"; count?: number }
  /** "The second one", "1 and 3": positions in the last answer, from 0; -1 for the last. */
  | { kind: "nth"; places: number[] };

const FOCUS =
  /^(?:it|that|this|that one|this one|that task|this task|the task|that thing|this thing|the last task|the last one i added|what i just added|the one i just added|the new one|the new task|that again)$/;
const SHOWN =
  /^(?:them|them all|all of them|these|those|all of these|all of those|both|both of them|the both|these tasks|those tasks|all these|all those|the lot|the rest|the others|all (?:two|three|four|five))$/;
const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };

/** Undefined for words that can't refer to tasks. */
export function readTarget(said: string, clause: Clause, known: Known, reading: Reading): Target | undefined {
  const words = said
    .trim()
    .replace(/[.!?,;:]+$/, "")
    .replace(/^[,:;\s]+/, "")
    .replace(/^(?:please|also|just|ok|then)\s+/, "");
  if (FOCUS.test(words)) return { kind: "focus" };
  if (SHOWN.test(words)) return { kind: "shown" };
  const firsts = /^(?:the )?(first|last) (two|three|four|five|\d)(?: ones| tasks)?$/.exec(words);
  if (firsts) {
    const count = COUNTS[firsts[2] ?? ""] ?? Number(firsts[2]);
    const from = firsts[1] === "last" ? -count : 0;
    return { kind: "nth", places: Array.from({ length: count }, (_, at) => from + at) };
  }
  const places = placesIn(words);
  if (places) return { kind: "nth", places };
  if (/^(?:both|all|them)(?: of)? (?:them|these|those|of (?:them|these|those))$/.test(words))
    return { kind: "shown" };
  const set = readSet(words, clause, known, reading);
  if (set && (isPlural(words) || set.hasFilter)) return { kind: "set", set };
  if (hasSlot(words) || words === "") return undefined;
  return { kind: "named", words: targetName(words) };
}

const isPlural = (words: string) =>
  /\b(?:all|every|everything|each|tasks|ones|to-?dos|things|items|list|stuff|reminders)\b/.test(words);

/** "2", "#2", "number 2", "the second one", "1 and 3", "the first and the last". */
export function placesIn(words: string): number[] | undefined {
  const parts = words.split(/\s*(?:,|\band\b|&|\+)\s*/).filter(Boolean);
  const places = parts.map(placeIn);
  return parts.length > 0 && places.every((place) => place !== undefined) ? places : undefined;
}

function placeIn(words: string): number | undefined {
  const text = words.trim();
  const digits =
    /^(?:the )?(?:#|no\.? ?|number |nr\.? ?|task |option |item )?(\d{1,3})(?:st|nd|rd|th)?(?: one| task| item)?$/.exec(
      text,
    )?.[1];
  if (digits) return Number(digits) - 1;
  const word = /^(?:the )?(?:one )?(?:at the )?([a-z]+)(?: one| task| item)?$/.exec(text)?.[1];
  if (word === "last" || word === "bottom") return -1;
  if (word === "top") return 0;
  const place = word === undefined ? undefined : ordinalOf(word);
  return place === undefined ? undefined : place - 1;
}

/** The words that name a task, without articles, quotes and words such as "task". */
export function targetName(text: string): string {
  const bare = text
    .trim()
    .replace(/[.!?,;:]+$/, "")
    .replace(
      /^(?:(?:the|my|a|an|that|this|our)\s+)?(?:completed |open |finished |done )?(?:(?:tasks?|to-?do|item|reminder)\s+)?(?:(?:called|named|titled|about|to|for)\s+)?/i,
      "",
    )
    .replace(/\s+(?:tasks?|to-?do|items?|reminders?|ones?|thing|stuff|entry)$/i, "")
    .replace(/^["'“‘«]+|["'”’»]+$/g, "")
    .replace(/^(?:the|my|our|some)\s+/i, "")
    .trim();
  return bare === "" ? text.trim() : bare;
}
