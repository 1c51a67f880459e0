import type { TaskEdits } from "#app/tasks/operation.server.ts";
import { newDue } from "#app/tasks/apply-operation.server.ts";
import { dueFields } from "#app/tasks/due.ts";
import type { Reading } from "#app/tasks/language/marks.ts";
import type { Command } from "./command.ts";
import { findList, type Known } from "./known.ts";

type ChangeCommand = Extract<Command, { kind: "change" }>;
type ReadPart = (part: string) => Command | undefined;

const JOINT =
  /(\s*[,;]\s*(?:and (?:also |then )?|then |also |but )?|\s+(?:and(?: also| then)?|then|but|plus|&)\s+)/i;
const MAX_PARTS = 6;
/** "Change the date to Friday": of the task that was last spoken of. */
const ITS_VALUE =
  /^(?:(?:change|set|update|move|put|switch) )?(?:the|its) (?:due date|date|day|time|deadline|priority|list)\b/i;

/**
 * Several changes of the same task in one sentence: "rename it to Lunch and make it urgent". The first names the
 * task, the others say "it" or only a new value.
 *
 * @param read reads a whole request
 * @param readValue reads what is said after a change, such as "tag it @home" or "at 5"
 * @returns undefined for any other sentence
 */
export function readEdits(
  text: string,
  read: ReadPart,
  readValue: ReadPart,
  known: Known,
  reading: Reading,
): Command[] | undefined {
  const pieces = text.split(JOINT);
  const count = (pieces.length + 1) / 2;
  if (count < 2 || count > MAX_PARTS) return undefined;
  // The shortest beginning after which all is about "it": a new title may have an "and".
  for (let from = 1; from < count; from += 1) {
    const others = pieces.slice(from * 2).filter((_, at) => at % 2 === 0);
    const changes = others.map((part) => changeOfIt(read(part)) ?? valueOfIt(part, readValue(part)));
    if (!changes.every((each) => each !== undefined)) continue;
    const head = pieces.slice(0, from * 2 - 1).join("");
    const first = ITS_VALUE.test(head) ? readValue(head) : read(head);
    const isAboutIt = others.every((part) => /\b(?:it|its)\b/i.test(part));
    if (first?.kind === "create" && isAboutIt && first.phrases.length === 1)
      return withValues(first, changes, known, reading);
    if (first?.kind !== "change" || !isEdit(first)) continue;
    return merged([first, ...changes.map((each) => ({ ...each, target: first.target }))]);
  }
  return undefined;
}

const isEdit = ({ change }: ChangeCommand): boolean =>
  change.kind === "edit" || change.kind === "shift" || change.kind === "drop_time";

const changeOfIt = (command: Command | undefined): ChangeCommand | undefined =>
  command?.kind === "change" && command.target.kind === "focus" && isEdit(command) ? command : undefined;

/** A bare day after "and" is another day, not another change: "every Monday and Thursday". */
function valueOfIt(part: string, command: Command | undefined): ChangeCommand | undefined {
  const change = changeOfIt(command);
  const { due, day, time, recurrence } = change?.change.kind === "edit" ? change.change.edits : {};
  const isWhen = [due, day, time, recurrence].some((value) => value !== undefined);
  return isWhen && !/\b(?:it|its|due|the)\b/i.test(part) ? undefined : change;
}

/** One edit instead of several, so that it is one change. */
function merged(commands: ChangeCommand[]): ChangeCommand[] {
  const [first] = commands;
  const edits: TaskEdits = {};
  for (const { change } of commands) {
    if (change.kind !== "edit") return commands;
    // A time of day counts from the due date that the task has by then.
    if (edits.due !== undefined && (change.edits.day ?? change.edits.time) !== undefined) return commands;
    const { addTags = [], removeTags = [] } = edits;
    Object.assign(edits, change.edits);
    if (change.edits.addTags) edits.addTags = [...new Set([...addTags, ...change.edits.addTags])];
    if (change.edits.removeTags) edits.removeTags = [...new Set([...removeTags, ...change.edits.removeTags])];
  }
  return first ? [{ ...first, change: { kind: "edit", edits } }] : [];
}

/** "Buy milk and make it urgent": the new task gets the values. */
function withValues(
  command: Extract<Command, { kind: "create" }>,
  changes: ChangeCommand[],
  known: Known,
  reading: Reading,
): Command[] | undefined {
  const [phrase] = command.phrases;
  if (!phrase) return undefined;
  const whole = { ...phrase };
  for (const { change } of changes) {
    if (change.kind !== "edit") return undefined;
    const { priority, list, addTags, durationMinutes, recurrence, remindMinutes, ...others } = change.edits;
    const { due, day, time, ...unread } = others;
    // "Move it to the fridge" isn't about a list, unless there is one.
    const isUnknown = typeof list === "string" && findList(known, list) === undefined;
    if (Object.keys(unread).length > 0 || priority === null || list === null || isUnknown) return undefined;
    const until = due && { at: new Date(due.at), hasTime: due.hasTime };
    const when = newDue(dueFields(whole.due), { due: due === null ? null : until, day, time }, reading);
    if (when !== undefined) whole.due = when;
    if (recurrence !== undefined) whole.recurrence = recurrence;
    if (priority) whole.priority = priority;
    if (list) whole.list = list;
    if (remindMinutes !== undefined) whole.remindMinutes = remindMinutes ?? undefined;
    if (durationMinutes) whole.durationMinutes = durationMinutes;
    if (addTags) whole.tags = [...new Set([...whole.tags, ...addTags])];
  }
  return [{ kind: "create", phrases: [whole] }];
}
