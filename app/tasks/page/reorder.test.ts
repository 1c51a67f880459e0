import { expect, test } from "vitest";
import { newPositions } from "./reorder.server.ts";

const order = (...positions: number[]) =>
  positions.map((position, at) => ({ id: "abcdef"[at] ?? "", position }));

test.each([
  ["between two with room", order(1, 9, 3), "b", { b: 2 }],
  ["to the top of unordered ones", order(0, 0, 0), "a", { a: -1 }],
  ["below an unordered one, which moves up", order(0, 0, 0), "b", { a: -2, b: -1 }],
  ["to the end", order(2, 4, 0), "c", { c: 5 }],
  ["alone", order(0), "a", {}],
])("a task is moved %s", (_, tasks, moved, expected) => {
  expect(Object.fromEntries(newPositions(tasks, moved))).toEqual(expected);
});
