import { expect, test } from "vitest";
import { withValues } from "./payload.ts";

test("adds a form's values to an action's payload, by their names", () => {
  const payload = withValues({ id: "task_1" }, [
    ["title", "Buy milk"],
    ["done", true],
  ]);
  expect(payload).toEqual({ id: "task_1", title: "Buy milk", done: true });
});

test("writes a dotted name into nested objects, keeping their other values", () => {
  const payload = { task: { id: "task_1", due: { day: "today" } } };
  const sent = withValues(payload, [
    ["task.title", "Buy milk"],
    ["task.due.time", "17:00"],
  ]);
  expect(sent).toEqual({ task: { id: "task_1", title: "Buy milk", due: { day: "today", time: "17:00" } } });
  expect(payload).toEqual({ task: { id: "task_1", due: { day: "today" } } });
});

test("a name can't reach a prototype", () => {
  const sent = withValues(undefined, [
    ["__proto__.polluted", true],
    ["a.__proto__.polluted", true],
    ["constructor.prototype.polluted", true],
    ["list.0", "x"],
  ]);
  expect({}).not.toHaveProperty("polluted");
  expect(Object.hasOwn(sent, "__proto__")).toBe(false);
  expect(Object.getPrototypeOf(sent)).toBe(Object.prototype);
  expect(sent).toMatchObject({ list: { 0: "x" } });
});
