import { expect, it } from "vitest";
import { pathOfAction, pathOfEntity, pathOfPlace } from "./places.ts";

it("knows the pages of the app by name", () => {
  expect(pathOfPlace("tasks")).toBe("/tasks");
  expect(pathOfPlace("settings")).toBe("/settings");
  expect(pathOfPlace("history", { q: "boats & more" })).toBe("/history?q=boats%20%26%20more");
  expect(pathOfPlace("chat")).toBe("/chat");
  expect(pathOfPlace("chat", { id: "thr_1" })).toBe("/chat/thr_1");
});

it("leads nowhere else", () => {
  expect(pathOfPlace("//evil.test")).toBeUndefined();
  expect(pathOfPlace("constructor")).toBeUndefined();
  expect(pathOfPlace("chat", { id: "../sign-out" })).toBeUndefined();
  expect(pathOfPlace("chat", { id: 7 })).toBeUndefined();
});

it("shows a conversation that was named, and for a task the tasks", () => {
  expect(pathOfEntity({ id: "thr_1" })).toBe("/chat/thr_1");
  expect(pathOfEntity({ id: "task_1" })).toBe("/tasks");
});

it("takes on a widget's action that leads somewhere, and leaves the others", () => {
  expect(pathOfAction({ type: "navigate", payload: { to: "history", q: "boats" } })).toBe("/history?q=boats");
  expect(pathOfAction({ type: "navigate", payload: { to: "//evil.test" } })).toBeUndefined();
  expect(pathOfAction({ type: "navigate" })).toBeUndefined();
  expect(pathOfAction({ type: "task.complete", payload: { to: "tasks" } })).toBeUndefined();
});
