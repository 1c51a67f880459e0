import { expect, test } from "vitest";
import { withValues } from "./form-values.ts";

test("values go along with an action's payload, by their names", () => {
  const payload = withValues({ id: "task_1" }, [
    ["title", "Buy milk"],
    ["done", true],
  ]);
  expect(payload).toEqual({ id: "task_1", title: "Buy milk", done: true });
});

test("a name with dots leads into the payload, beside what is there", () => {
  const payload = { task: { id: "task_1", due: { day: "today" } } };
  const sent = withValues(payload, [
    ["task.title", "Buy milk"],
    ["task.due.time", "17:00"],
  ]);
  expect(sent).toEqual({ task: { id: "task_1", title: "Buy milk", due: { day: "today", time: "17:00" } } });
  expect(payload).toEqual({ task: { id: "task_1", due: { day: "today" } } });
});

test("a name reaches nothing but the payload", () => {
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
