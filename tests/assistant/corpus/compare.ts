import type { Expect, Slots } from "./entries.ts";
import type { State, TaskState } from "./state.ts";

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s.!?]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
const isTitle = (title: string, wanted: string | string[]) =>
  [wanted].flat().some((each) => plain(each) === plain(title));

const DEFAULTS = {
  due: null,
  priority: "normal",
  list: null,
  tags: [],
  repeats: null,
  minutes: null,
  subtasks: [],
} as const;
type SlotName = keyof typeof DEFAULTS;
const SLOTS = [
  "due",
  "priority",
  "list",
  "tags",
  "repeats",
  "minutes",
  "subtasks",
] as const satisfies SlotName[];

/**
 * Compares what has changed with what was expected. Each expected fact counts once: a task that was made, a slot that
 * is filled or was to be, a change, a name in the answer; and what wasn't expected counts as wrong.
 */
export function compare(expect: Expect, was: State, is: State, answer: string, mayOnlyAsk: boolean) {
  const wrong: string[] = [];
  let right = 0;
  const check = (isRight: boolean, what: string) => {
    if (isRight) right += 1;
    else wrong.push(what);
  };
  const explained = new Set<string>();
  const now = [...is.values()];
  const isNew = (task: TaskState) =>
    !task.deleted && !task.isSubtask && (!was.has(task.id) || was.get(task.id)?.deleted === true);
  const fresh = now.filter(isNew);
  if (!(mayOnlyAsk && fresh.length === 0)) {
    for (const slots of expect.created) {
      const task = fresh.find(({ id, title }) => !explained.has(id) && isTitle(title, slots.title ?? title));
      const other =
        task ??
        (expect.created.length === fresh.length && expect.created.length === 1 ? fresh[0] : undefined);
      check(
        task !== undefined,
        `title “${other?.title ?? "–"}” instead of “${[slots.title].flat().join(" / ")}”`,
      );
      if (!other) continue;
      explained.add(other.id);
      checkSlots(slots, DEFAULTS, other, check);
    }
  }
  for (const { task: title, ...slots } of expect.changed) {
    const before = [...was.values()].find((task) => isTitle(task.title, title) && !task.deleted);
    const after = before && is.get(before.id);
    if (!before || !after) {
      wrong.push(`no task ${title}`);
      continue;
    }
    explained.add(before.id);
    if (slots.title !== undefined) check(isTitle(after.title, slots.title), `renamed to “${after.title}”`);
    else check(after.title === before.title, `renamed to “${after.title}”`);
    checkSlots(slots, before, after, check);
  }
  const states: [(string | string[])[], (task: TaskState, before: TaskState) => boolean, string][] = [
    [expect.completed, (task, before) => task.completed && !before.completed && !task.deleted, "completed"],
    [expect.reopened, (task, before) => !task.completed && before.completed && !task.deleted, "reopened"],
    [expect.deleted, (task, before) => task.deleted && !before.deleted, "deleted"],
  ];
  for (const [titles, isSo, word] of states) {
    for (const title of titles) {
      const found = now.find((task) => {
        const before = was.get(task.id);
        return before !== undefined && isTitle(before.title, title) && isSo(task, before);
      });
      if (found) explained.add(found.id);
      check(found !== undefined, `not ${word}: ${[title].flat().join(" / ")}`);
    }
  }
  const isRepeating = [...was.values()].some(({ repeats }) => repeats !== null);
  for (const task of now) {
    const before = was.get(task.id);
    if (explained.has(task.id) || task.isSubtask) continue;
    if (!before ? !task.deleted && !isRepeating : JSON.stringify(before) !== JSON.stringify(task))
      wrong.push(`unexpected: ${JSON.stringify(task)}`);
  }
  const text = answer.toLowerCase();
  for (const title of expect.shows)
    check(
      [title].flat().some((each) => text.includes(each.toLowerCase())),
      `doesn't show ${[title].flat().join(" / ")}`,
    );
  for (const title of expect.hides) check(!text.includes(title.toLowerCase()), `shows ${title}`);
  for (const words of expect.says)
    check(
      [words].flat().some((each) => text.includes(each.toLowerCase())),
      `doesn't say ${[words].flat().join(" / ")}`,
    );
  return { right, wrong };
}

function checkSlots(
  slots: Slots,
  otherwise: Pick<TaskState, SlotName> | typeof DEFAULTS,
  task: TaskState,
  check: (isRight: boolean, what: string) => void,
): void {
  for (const name of SLOTS) {
    const wanted = slots[name];
    const value = task[name];
    if (wanted === undefined) {
      // Only what should be there, or is there without being said, counts.
      const isKept = JSON.stringify(value) === JSON.stringify(otherwise[name]);
      const mayFollow = name === "due" && slots.repeats !== undefined;
      if (!isKept && !mayFollow)
        check(false, `${name} ${JSON.stringify(value)} instead of ${JSON.stringify(otherwise[name])}`);
      continue;
    }
    check(
      isSlot(name, value, wanted),
      `${name} ${JSON.stringify(value)} instead of ${JSON.stringify(wanted)}`,
    );
  }
}

function isSlot(name: SlotName, value: unknown, wanted: unknown): boolean {
  if (name === "tags" || name === "subtasks") {
    const of = (list: unknown) =>
      Array.isArray(list)
        ? list
            .map((each) => plain(String(each)))
            .toSorted()
            .join("|")
        : "";
    return of(value) === of(wanted);
  }
  return [wanted].flat().some((each) => {
    if (each === null || value === null) return each === value;
    const [a, b] = [textOf(value), textOf(each)];
    if (name === "due" && b.endsWith("t*")) return a.startsWith(b.slice(0, 10));
    if (name === "repeats") return sameRule(a, b);
    return a === b;
  });
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();

/** Rules that say the same: their parts in any order, without an interval of one. */
function sameRule(a: string, b: string): boolean {
  const parts = (rule: string) =>
    rule
      .replace(/t235959z/g, "")
      .split(";")
      .filter((part) => part !== "interval=1")
      .toSorted()
      .join(";");
  return parts(a) === parts(b) || parts(a.replace(/;until=\S+$/, "")) === parts(b);
}
