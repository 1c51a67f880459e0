import { expect, it } from "vitest";
import { pathOfEntity, pathOfPlace } from "./places.ts";

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
