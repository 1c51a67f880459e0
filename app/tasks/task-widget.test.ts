import { expect, test } from "vitest";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { selectionForm } from "./task-selection.ts";
import { listingIn, taskWidget } from "./task-widget.ts";
import { makeTask } from "./testing/make-task.ts";

const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

test("Each task has a row with its title, its due date, its priority and a checkbox", () => {
  const { widget, copyText } = taskWidget(
    [
      makeTask("a", { dueAt: new Date("2026-10-02"), priority: "high" }),
      makeTask("b", { completedAt: local.now }),
    ],
    local,
  );
  expect(WidgetRoot.safeParse(widget).success).toBe(true);
  const instantly = { streaming: false };
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
              {
                type: "Checkbox",
                label: "Task a",
                defaultChecked: false,
                onChangeAction: { type: "task.complete", payload: { id: "a" }, ...instantly },
              },
              { type: "Box", children: [{ type: "Caption", value: "Due tomorrow" }] },
            ],
          },
          { type: "Badge", label: "High priority" },
        ],
      },
      {
        id: "b",
        children: [
          {
            children: [
              {
                label: "Task b",
                defaultChecked: true,
                onChangeAction: { type: "task.reopen", payload: { id: "b" }, ...instantly },
              },
            ],
          },
          { type: "Badge", label: "Done" },
        ],
      },
      { children: [{ type: "Spacer" }, { type: "Button", label: "Select" }] },
    ],
  });
  expect(copyText).toMatch(/^- Task a, due tomorrow.*, high priority\n- Task b, completed$/);
});

test("A single task has nothing to select, and a list without tasks still offers Undo", () => {
  expect(JSON.stringify(taskWidget([makeTask("a")], local).widget)).not.toContain("Select");
  const done = { text: "2 tasks deleted", change: "tch_1" };
  expect(taskWidget([], local, { done, listing: { ids: ["a", "b"] } }).widget).toMatchObject({
    type: "Card",
    children: [
      { value: "2 tasks deleted" },
      { children: [{ label: "Undo", onClickAction: { payload: { ids: ["a", "b"], change: "tch_1" } } }] },
    ],
  });
});

test("The form to change several tasks offers days by name, and next Monday by its date", () => {
  const optionsOf = (now: string) => {
    const { widget } = selectionForm(
      [makeTask("a"), makeTask("b")],
      { ...local, now: new Date(now) },
      { ids: ["a", "b"] },
    );
    expect(WidgetRoot.safeParse(widget).success).toBe(true);
    return [...JSON.stringify(widget).matchAll(/"value":"([\w-]+)","label":"([^"]*)"/g)].map(
      ([, value, label]) => `${value}: ${label}`,
    );
  };
  expect(optionsOf("2026-10-01T10:00:00Z")).toEqual([
    "complete: Complete",
    "today: Move to today",
    "tomorrow: Move to tomorrow",
    "2026-10-05: Move to Monday, Oct 5",
    "none: Remove the date",
    "delete: Delete",
  ]);
  // On a Sunday, the next Monday is tomorrow.
  expect(optionsOf("2026-10-04T10:00:00Z")).toContain("2026-10-12: Move to Monday, Oct 12");
  expect(optionsOf("2026-10-05T10:00:00Z")).toContain("2026-10-12: Move to Monday, Oct 12");
});

test("A list knows what it is of, also below a chart, and other widgets don't", () => {
  const tasks = [makeTask("a"), makeTask("b")];
  expect(listingIn(taskWidget(tasks, local).widget)).toEqual({ ids: ["a", "b"] });
  expect(listingIn(taskWidget([], local).widget)).toEqual({ ids: [] });
  expect(listingIn({ type: "Card", children: [] })).toBeUndefined();
  const week = [
    { day: "2026-10-05", open: 2 },
    { day: "2026-10-06", open: 0 },
  ];
  const { widget } = taskWidget(tasks, local, { week });
  expect(WidgetRoot.safeParse(widget).success).toBe(true);
  expect(listingIn(widget)).toEqual({ ids: ["a", "b"], days: ["2026-10-05", "2026-10-06"] });
  expect(JSON.stringify(taskWidget(tasks, { ...local, language: "de-DE" }, { week }).widget)).toContain(
    "5. Okt. to 6. Okt.",
  );
});
