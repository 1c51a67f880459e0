import { expect, test } from "vitest";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import type { Task } from "#db/schema/index.ts";
import { taskIdsIn, taskWidget } from "./task-widget.ts";

const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };
const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  userId: "user_1",
  title: `Task ${id}`,
  notes: null,
  priority: "normal",
  dueAt: null,
  dueHasTime: false,
  durationMinutes: null,
  list: null,
  tags: [],
  position: 0,
  recurrence: null,
  remindMinutes: null,
  parentId: null,
  deletedAt: null,
  completedAt: null,
  createdAt: local.now,
  updatedAt: local.now,
  ...more,
});

test("Each task has a row with its title, its due date, its priority and a button", () => {
  const { widget, copyText } = taskWidget(
    [task("a", { dueAt: new Date("2026-10-02"), priority: "high" }), task("b", { completedAt: local.now })],
    local,
  );
  expect(WidgetRoot.safeParse(widget).success).toBe(true);
  expect(widget).toMatchObject({
    type: "ListView",
    children: [
      {
        type: "ListViewItem",
        id: "a",
        children: [
          {
            type: "Col",
            children: [
              { type: "Text", value: "Task a" },
              { type: "Caption", value: "Due tomorrow" },
            ],
          },
          { type: "Badge", label: "High priority" },
          {
            type: "Button",
            label: "Complete",
            onClickAction: { type: "task.complete", payload: { id: "a" } },
          },
        ],
      },
      {
        id: "b",
        children: [
          { children: [{ value: "Task b", lineThrough: true }] },
          { label: "Reopen", onClickAction: { type: "task.reopen", payload: { id: "b" } } },
        ],
      },
    ],
  });
  expect(copyText).toMatch(/^- Task a, due tomorrow.*, high priority\n- Task b, completed$/);
});

test("taskIdsIn finds the tasks of a task list, and ignores other widgets", () => {
  expect(taskIdsIn(taskWidget([task("a"), task("b")], local).widget)).toEqual(["a", "b"]);
  expect(taskIdsIn(taskWidget([], local).widget)).toEqual([]);
  expect(taskIdsIn({ type: "Card", children: [] })).toBeUndefined();
});
