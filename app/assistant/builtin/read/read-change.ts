import type { Task } from "#db/schema/index.ts";
import { priorityOf } from "#app/tasks/language/attributes.ts";
import type { Reading } from "#app/tasks/language/marks.ts";
import { findByTitle } from "#app/tasks/match-tasks.ts";
import { readTask } from "#app/tasks/language/read-task.ts";
import { ATTRIBUTE_RULES } from "./attribute-rules.ts";
import { DATE_RULES } from "./date-rules.ts";
import { END_RULES } from "./end-rules.ts";
import { type ChangeRule, TAIL } from "./rule-words.ts";
import { type Clause, L, original, P, slotOf, T } from "./clause.ts";
import type { Change, Command } from "./command.ts";
import { findList, type Known } from "./known.ts";
import { readDone } from "./past-verbs.ts";
import { areTitles, resolveNamed } from "./resolve.ts";
import { readByCue } from "./read-by-cue.ts";
import { isQuestion } from "./statements.ts";
import { readTarget, type Target, targetName } from "./target.ts";

type ChangeCommand = Extract<Command, { kind: "change" }>;

const RULES = [...DATE_RULES, ...ATTRIBUTE_RULES, ...END_RULES].flatMap((rule) =>
  rule.patterns.map((pattern) => ({ rule, pattern: new RegExp(`^(?:${pattern})${TAIL}$`, "du") })),
);

/** In characters. The time that the patterns take grows with the square of the length. */
const MAX_CHANGE = 300;

/** Beginnings of requests for a list, which change nothing. */
const ASKS =
  /^(?:list|show|display|view|find|search|see|let me see|which|tell me|give me a list|filter|sort)\b/;

export interface ReadChange {
  /** The change, when what it is about is known: a task of the user, or a reference such as "them". */
  sure?: ChangeCommand;
  /** The change as it would be if the user had such a task. */
  unsure?: ChangeCommand;
}

/** Reads a request to change existing tasks. */
export function readChange(clause: Clause, known: Known, reading: Reading): ReadChange {
  const text = clause.text
    .trim()
    .replace(/[!.]+$/, "")
    .trim();
  if (text.length > MAX_CHANGE || text === "" || isQuestion(text) || ASKS.test(text)) return {};
  const offset = clause.text.indexOf(text);
  const view: Clause = {
    ...clause,
    text,
    original: (start, end) => clause.original(start + offset, end + offset),
  };
  const phrase = readTask(clause.normal.source, reading);
  let unsure: ChangeCommand | undefined;
  for (const { rule, pattern } of RULES) {
    const match = pattern.exec(text);
    const words = match?.[rule.target ?? 1]?.trim();
    const change = match && words ? rule.read(match, view) : undefined;
    if (!change || words === undefined) continue;
    const target = readTarget(words, view, known, reading);
    if (!target) continue;
    const command: ChangeCommand = { kind: "change", change, target, otherwise: rule.otherwise, phrase };
    if (target.kind !== "named") {
      if (isVague(text, rule, command, words) || isNarrower(text, words, target)) continue;
      // "Can you complete tasks?" isn't about all of them. To delete them is asked about.
      if (change.kind !== "delete" && /^(?:tasks?|to-?dos?|items|reminders)$/.test(words)) continue;
      return { sure: command };
    }
    if (isNamedWell(text, rule, change, target.words, known)) return { sure: command };
    if (rule.otherwise !== "talk") unsure ??= command;
  }
  const moved = readMoveToList(view, known, phrase);
  if (moved) return { sure: moved };
  const attribute = readAttributes(view, known, phrase) ?? readSlots(text, known, phrase);
  if (attribute) return { sure: attribute };
  const done = readWhatWasDone(text, known, phrase);
  if (done) return { sure: done };
  const cued = readByCue(view, known.tasks);
  if (cued) {
    const target = { kind: "task" as const, task: cued.task };
    return { sure: { kind: "change", change: cued.change, target, otherwise: "offer", phrase } };
  }
  return unsure ? { unsure } : {};
}

/** "All done" and "everything is important" are talk, unless something says which tasks. */
function isVague(text: string, rule: ChangeRule, { target }: ChangeCommand, words: string): boolean {
  if (rule.otherwise !== "talk" || target.kind !== "set") return false;
  // "Open work stuff due tomorrow" is a description.
  if (
    !/\b(?:is|are|was|were|has|have|should|must|needs?|gets?|can|could|done|finished|completed)\b/.test(text)
  )
    return true;
  return !target.set.hasFilter && !/\b(?:tasks|to-?dos|ones|items)\b/.test(words);
}

/** "Move everything from Monday to Friday" isn't about everything. */
const isNarrower = (text: string, words: string, target: Target) =>
  target.kind === "set" && /\bfrom ⟦w\d+⟧/.test(text) && !/\bfrom\b/.test(words);

/** Which tasks a change can be about. */
export function candidatesOf(change: Change, tasks: readonly Task[]): Task[] {
  const isOpen = (task: Task) => task.completedAt === null;
  switch (change.kind) {
    case "reopen":
      return tasks.filter((task) => !isOpen(task));
    case "delete":
    case "restore":
      return [...tasks];
    default:
      return tasks.filter(isOpen);
  }
}

function isNamedWell(text: string, rule: ChangeRule, change: Change, words: string, known: Known): boolean {
  const tasks = candidatesOf(change, known.tasks);
  const isMove = change.kind === "edit" && change.edits.list !== undefined && change.edits.list !== null;
  // "Add milk to the shopping list" is a new task, although there is one to buy milk.
  if (isMove && /^(?:add|put|throw|stick|pop) (?!the |my )/.test(text)) return areTitles(words, tasks);
  if (rule.exact) return findByTitle(tasks, words) !== undefined;
  if (
    rule.otherwise === "create" &&
    /^(?:plan|schedule|remove|clear|skip|drop|complete|finish|close|cancel)/.test(text) &&
    findByTitle(tasks, text)
  ) {
    // "Finish the report" is both a request and the title of a task.
    return true;
  }
  return resolveNamed(words, tasks) !== undefined;
}

/** "Move buy milk to groceries", "put it in home": without the word "list", if the tasks are known. */
function readMoveToList(
  clause: Clause,
  known: Known,
  phrase: ChangeCommand["phrase"],
): ChangeCommand | undefined {
  const match =
    /^(?:move|put|file|shift|send|transfer|place|stick|throw|pop|add)(?: back)? (.+?) (?:to|in|into|on|onto|under) (?:the |my )?([\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+)?)$/du.exec(
      clause.text,
    );
  const [, words = "", name = ""] = match ?? [];
  if (!match || words === "" || /^(?:list|tasks|do|it|top|bottom|front|back)$/.test(name)) return undefined;
  const target = readTarget(words, clause, known, { now: new Date(0), timeZone: "UTC" });
  if (!target || (target.kind === "set" && findList(known, name) === undefined)) return undefined;
  const list = findList(known, name) ?? original(clause, match, 2);
  const isReference = target.kind !== "named";
  const exists =
    target.kind === "named" &&
    (/^(?:add|put|throw|stick|pop) (?!the |my )/.test(clause.text)
      ? areTitles(target.words, known.tasks)
      : resolveNamed(target.words, candidatesOf({ kind: "complete" }, known.tasks)) !== undefined);
  if (!isReference && !exists) return undefined;
  const inbox = /^inbox$/i.test(list);
  return {
    kind: "change",
    change: { kind: "edit", edits: { list: inbox ? null : list } },
    target,
    otherwise: "offer",
    phrase,
  };
}

/** "Renew passport: high, list travel" */
function readSlots(text: string, known: Known, phrase: ChangeCommand["phrase"]): ChangeCommand | undefined {
  const match =
    /^(.+?)[:,]? (?:(?:priority )?(urgent|high|normal|low)|⟦p\d+⟧)?,? ?list ([\p{L}\p{N}_-]+)$/u.exec(text);
  const [, words = "", level, list = ""] = match ?? [];
  const priority = level ? priorityOf(level) : phrase.priority;
  if (!match || !resolveNamed(words, candidatesOf({ kind: "complete" }, known.tasks))) return undefined;
  const edits = { list: findList(known, list) ?? list, ...(priority && { priority }) };
  const target = { kind: "named" as const, words: targetName(words) };
  return { kind: "change", change: { kind: "edit", edits }, target, otherwise: "offer", phrase };
}

/** "Water the plants p2": the title of a task, and a new attribute. */
function readAttributes(
  clause: Clause,
  known: Known,
  phrase: ChangeCommand["phrase"],
): ChangeCommand | undefined {
  const match = new RegExp(`^(.+?)[,:]? ((?:${P}|${L}|${T})(?: (?:${P}|${L}|${T}))*)$`).exec(clause.text);
  const words = match?.[1];
  if (!words || !findByTitle(candidatesOf({ kind: "complete" }, known.tasks), words)) return undefined;
  const slots = [...(match[2] ?? "").matchAll(/⟦[plt]\d+⟧/g)].map(([slot]) => slotOf(clause, slot));
  const tags = slots.flatMap((slot) => (slot?.kind === "tag" ? slot.tag.toLowerCase() : []));
  const edits = {
    ...(phrase.priority && { priority: phrase.priority }),
    ...(phrase.list && { list: phrase.list }),
    ...(tags.length > 0 && { addTags: tags }),
  };
  return {
    kind: "change",
    change: { kind: "edit", edits },
    target: { kind: "named", words: targetName(words) },
    otherwise: "create",
    phrase,
  };
}

/**
 * "Called mum" completes "Call mum", which has the same verb. Somebody who has lost a passport hasn't renewed it.
 */
function readWhatWasDone(
  text: string,
  known: Known,
  phrase: ChangeCommand["phrase"],
): ChangeCommand | undefined {
  const done = readDone(text);
  if (!done) return undefined;
  const tasks = candidatesOf({ kind: "complete" }, known.tasks);
  const words = `${done.verb} ${done.rest}`;
  const found = resolveNamed(words, tasks, done.verb) ?? resolveNamed(done.rest, tasks, done.verb);
  if (!found) return undefined;
  const named = resolveNamed(words, tasks, done.verb) ? words : done.rest;
  return {
    kind: "change",
    change: { kind: "complete" },
    target: { kind: "named", words: named },
    otherwise: "talk",
    phrase,
  };
}
