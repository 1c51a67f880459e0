import { expect, test } from "vitest";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { taskIdsIn, taskWidget } from "./task-widget.ts";
import { makeTask } from "./testing/make-task.ts";

const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

test("Each task has a row with its title, its due date, its priority and a button", () => {
  const { widget, copyText } = taskWidget(
    [
      makeTask("a", { dueAt: new Date("2026-10-02"), priority: "high" }),
      makeTask("b", { completedAt: local.now }),
    ],
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
  expect(taskIdsIn(taskWidget([makeTask("a"), makeTask("b")], local).widget)).toEqual(["a", "b"]);
  expect(taskIdsIn(taskWidget([], local).widget)).toEqual([]);
  expect(taskIdsIn({ type: "Card", children: [] })).toBeUndefined();
});
