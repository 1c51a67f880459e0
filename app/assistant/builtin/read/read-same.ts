import { newDue } from "#app/tasks/apply-operation.server.ts";
import { dueOf } from "#app/tasks/due.ts";
import type { Reading } from "#app/tasks/language/marks.ts";
import { readTask, type TaskPhrase } from "#app/tasks/language/read-task.ts";
import type { Task } from "#db/schema/index.ts";
import { editsOf } from "./change-values.ts";
import { toClause } from "./clause.ts";
import type { Change, Command } from "./command.ts";
import { beginsWithVerb } from "./imperatives.ts";
import type { Known } from "./known.ts";
import { withOtherPart } from "./other-part.ts";
import { withoutPoliteness } from "./polite.ts";
import { resolveNamed } from "./resolve.ts";

/** What was done last. */
export interface LastDone {
  last: "change" | "list" | undefined;
  focus: string[];
  /** The change, if it wasn't a new task. */
  did?: Change | undefined;
}

const LEAD = String.raw`(?:(?:and|now|also|ok|okay|then|plus|oh|yes|great|thanks|cool|perfect)[\s,!.]+)*(?:(?:do|add|create|make|set up|i need|i want|put|give me) )?`;
const SAME = String.raw`(?:(?:exactly |exact |all )*(?:the )?(?:very |exact )?same(?: (?:thing|task|again|reminder|one|goes|applies|deal|as (?:above|before)|with everything))*|ditto|likewise|similarly|idem)`;
const ANOTHER = String.raw`(?:another(?: one)?(?: like (?:it|that|this))?|another (?:task|reminder) like (?:it|that|this)|one more|(?:repeat|copy|duplicate|clone|again|redo|do)(?: (?:it|that|this|the last one|that one|that task))?(?: again)?|(?:it|that) again|a copy(?: of (?:it|that))?)`;
const AFTER = String.raw`(?:[\s,]+(?:again|too|as well|also|please|but|just|only|except))*`;
const REQUESTS = [
  new RegExp(`^${LEAD}${SAME}${AFTER}[\\s,]+(?:(?:but|just|only) )?(?<rest>.+)$`, "iu"),
  new RegExp(`^${LEAD}${ANOTHER}${AFTER}[\\s,]+(?<rest>(?:for|with|about)\\s.+)$`, "iu"),
  // A few words with nothing between them, or it is a sentence: "and for the record, …".
  /^(?:and|also|plus)[\s,]+(?:also )?(?<rest>for\s[^,;:]+)$/iu,
  /^(?<rest>for\s.+?)[\s,]+(?:too|as well)$/iu,
];
/** Only these repeat a change of tasks; "another" and "one more" make a new one. */
const REPEATS =
  /\b(?:same|ditto|likewise|similarly|idem|too|as well|(?:do|repeat) (?:it|that|this)|again)\b/i;
const PREPOSITION = /^(?:but )?(?:for|with|to|about)\s+/i;

/**
 * "Same for Olga", "and the same for Olga on Friday", "ditto for the gas bill": the last task once more with another
 * part of its title, or the last change for another task.
 */
export function readSame(
  message: string,
  { last, focus, did }: LastDone,
  known: Known,
  reading: Reading,
): Command | undefined {
  if (last !== "change" || focus.length === 0) return undefined;
  const text = withoutPoliteness(message).replace(/[.!]+$/, "");
  const rest = [text, message.trim().replace(/[.!]+$/, "")]
    .flatMap((said) => REQUESTS.map((request) => request.exec(said)?.groups?.rest))
    .find(Boolean);
  const isRepeat = REPEATS.test(text);
  if (!rest || (did && !isRepeat)) return undefined;
  const said = readTask(rest.replace(PREPOSITION, ""), reading);
  const name = said.title
    .replace(/^(?:for|with|to)\s+/i, "")
    .replace(/[\s,]+(?:too|as well|but|and|also|instead|please|again)$/i, "")
    .trim();
  // A day alone is an answer to a list: "and for tomorrow".
  if (name === "" && (said.spans.length === 0 || !/\b(?:same|ditto)\b/i.test(text))) return undefined;
  if (!isRepeat && !isName(name)) return undefined;
  const parts = name === "" ? [""] : partsOf(text, name, said, reading);
  if (did && did.kind !== "ask") {
    const other = name === "" ? undefined : again(did, name, said, known, focus);
    if (other || did.kind !== "edit") return other;
  }
  const model = known.tasks.findLast(({ id }) => id === focus.at(-1));
  if (!model) return undefined;
  return { kind: "create", phrases: parts.map((part) => copyOf(model, part, rest, said, reading)) };
}

/** "Olga", "the gas bill": a few words that are no sentence of their own. */
function isName(name: string): boolean {
  const words = name.split(/\s+/);
  // "The gas bill" ends with a word that is a verb elsewhere.
  const hasVerb = words.slice(0, -1).some(beginsWithVerb);
  return words.length <= 3 && !/\bi\b/i.test(name) && !hasVerb;
}

/** "Olga and Ben" are two. */
function partsOf(text: string, name: string, said: TaskPhrase, reading: Reading): string[] {
  // A name is written as the user wrote it: titles begin with a capital.
  const original = new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i").exec(text)?.[0] ?? name;
  const parts = original.split(/\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+/).filter(Boolean);
  const areNames = parts.every((part) => part.split(" ").length <= 3 && readTask(part, reading).title !== "");
  return parts.length > 1 && areNames && said.title !== "" ? parts : [original];
}

/** The last change, for another task that exists. */
function again(
  did: Change,
  words: string,
  phrase: TaskPhrase,
  known: Known,
  focus: string[],
): Command | undefined {
  const others = known.tasks.filter(({ id }) => !focus.includes(id));
  const isKnown = resolveNamed(words, others) !== undefined;
  if (!isKnown && did.kind === "edit") return undefined;
  return { kind: "change", change: did, target: { kind: "named", words }, otherwise: "talk", phrase };
}

function copyOf(model: Task, part: string, rest: string, said: TaskPhrase, reading: Reading): TaskPhrase {
  const slot = toClause(rest, reading).slots.find(({ kind }) => kind === "when");
  const edits = slot?.kind === "when" ? editsOf(slot.when) : undefined;
  const recurrence = edits?.recurrence ?? (edits ? null : model.recurrence);
  const due = edits
    ? edits.recurrence || edits.due
      ? said.due
      : (newDue(model, { due: undefined, day: edits.day, time: edits.time }, reading) ?? null)
    : dueOf(model);
  return {
    title: part === "" ? model.title : withOtherPart(model.title, part, true),
    due,
    recurrence: recurrence ?? null,
    priority: said.priority ?? (model.priority === "normal" ? undefined : model.priority),
    list: said.list ?? model.list ?? undefined,
    tags: [...new Set([...model.tags, ...said.tags])],
    durationMinutes: said.durationMinutes ?? model.durationMinutes ?? undefined,
    remindMinutes: said.remindMinutes ?? model.remindMinutes ?? undefined,
    spans: [],
  };
}
