import { expect, test } from "vitest";
import type { Task } from "#db/schema/index.ts";
import { makeTask } from "../testing/make-task.ts";
import { groupTasks } from "./group-tasks.ts";

const local = { now: new Date("2026-11-28T12:00:00Z"), timeZone: "Europe/Berlin" };

function task(title: string, dueAt: string | null = null, values: Partial<Task> = {}): Task {
  return makeTask(title, {
    title,
    dueAt: dueAt === null ? null : new Date(dueAt.length > 10 ? dueAt : `${dueAt}T00:00:00Z`),
    dueHasTime: dueAt !== null && dueAt.length > 10,
    ...values,
  });
}

const shown = (found: Task[], kind: "today" | "upcoming" | "completed") =>
  groupTasks(found, { kind }, local).map(({ label, tasks }) => [label, tasks.map(({ title }) => title)]);

test("today has what is overdue first, then the day by time and priority", () => {
  const found = [
    task("no time", "2026-11-28"),
    task("urgent", "2026-11-28", { priority: "urgent" }),
    task("evening", "2026-11-28T19:00:00Z"),
    task("afternoon", "2026-11-28T14:00:00Z"),
    task("morning", "2026-11-28T07:00:00Z"),
    task("long ago", "2026-11-01"),
  ];
  expect(shown(found, "today")).toEqual([
    ["Overdue", ["long ago"]],
    ["Today · Sat, Nov 28", ["morning", "afternoon", "evening", "urgent", "no time"]],
  ]);
});

test("the coming days have a heading each, and what is later one together", () => {
  const found = [
    task("late", "2027-01-01"),
    task("tomorrow night", "2026-11-29T23:30:00Z"),
    task("tomorrow", "2026-11-29"),
    task("later", "2026-12-24"),
  ];
  expect(shown(found, "upcoming")).toEqual([
    ["Tomorrow · Sun, Nov 29", ["tomorrow"]],
    ["Monday, Nov 30", ["tomorrow night"]],
    ["Later", ["later", "late"]],
  ]);
});

test("an order that the user has chosen counts more than time and priority", () => {
  const found = [
    task("one", "2026-11-28", { priority: "urgent" }),
    task("two", "2026-11-28", { position: -1 }),
  ];
  expect(shown(found, "today")).toEqual([["Today · Sat, Nov 28", ["two", "one"]]]);
});

test("completed tasks are grouped by week", () => {
  const done = (title: string, at: string) => task(title, null, { completedAt: new Date(at) });
  const found = [
    done("a", "2026-11-28T10:00:00Z"),
    done("b", "2026-11-21T22:59:00Z"),
    done("c", "2025-12-30T10:00:00Z"),
  ];
  // Sunday to Saturday, as in the United States.
  expect(shown(found, "completed").map(([label]) => label)).toEqual([
    "This week",
    "Last week",
    "Week of Dec 28, 2025",
  ]);
});

test.each([
  ["en-US", "Tomorrow · Sun, Nov 29", "Tuesday, Dec 1", "Week of Nov 8"],
  ["en-GB", "Tomorrow · Sun 29 Nov", "Tuesday 1 Dec", "Week of 9 Nov"],
  ["de-DE", "Tomorrow · So., 29. Nov.", "Dienstag, 1. Dez.", "Week of 9. Nov."],
  ["fr-FR", "Tomorrow · dim. 29 nov.", "mardi 1 déc.", "Week of 9 nov."],
])("days and the beginning of weeks follow the language %s", (language, tomorrow, later, week) => {
  const labels = (found: Task[], kind: "upcoming" | "completed") =>
    groupTasks(found, { kind }, { ...local, language }).map(({ label }) => label.replaceAll("\u202f", " "));
  const found = [task("a", "2026-11-29"), task("b", "2026-12-01")];
  expect(labels(found, "upcoming")).toEqual([tomorrow, later]);
  const done = task("c", null, { completedAt: new Date("2026-11-11T12:00:00Z") });
  expect(labels([done], "completed")).toEqual([week]);
});
