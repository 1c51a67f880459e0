import { describe, expect, test } from "vitest";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { isPlanWidget, planWidget, unfinishedPlan } from "./plan-widget.server.ts";
import { inOrder, planDay, planText } from "./plan.ts";
import { makeTask } from "./testing/make-task.ts";

/** 10 a.m. in Berlin. */
const local = { now: new Date("2026-10-01T08:00:00Z"), timeZone: "Europe/Berlin" };
const late = makeTask("late", { dueAt: new Date("2026-09-30") });
const missed = makeTask("missed", { dueAt: new Date("2026-10-01T07:00:00Z"), dueHasTime: true });
const now = makeTask("now", { dueAt: new Date("2026-10-01") });
const tonight = makeTask("tonight", {
  dueAt: new Date("2026-10-01T18:00:00Z"),
  dueHasTime: true,
  priority: "high",
});
const friday = makeTask("friday", { dueAt: new Date("2026-10-02") });
const urgent = makeTask("urgent", { priority: "high" });
const someday = makeTask("someday", { priority: "low" });

describe("A plan of the day", () => {
  test("has each task once: overdue, due today, important, then the next ones", () => {
    const plan = planDay([late, now, missed, tonight, friday, someday, urgent], local);
    expect(plan).toEqual({
      open: 7,
      overdue: [late, missed],
      today: [now, tonight],
      important: [urgent],
      next: [],
    });
    expect(inOrder(plan)).toEqual([late, missed, now, tonight, urgent]);
  });

  test("fills up with the next tasks, those of low priority last", () => {
    const plan = planDay([now, someday, friday, makeTask("a"), makeTask("b"), makeTask("c")], local);
    expect(plan.next.map(({ id }) => id)).toEqual(["friday", "a", "b", "c"]);
  });

  test("is written as Markdown lists, with titles escaped", () => {
    const plan = planDay([late, tonight, makeTask("x", { title: "Fix *all* [bugs]" })], local);
    expect(planText(plan, local)).toBe(
      [
        "Overdue:\n- Task late, due yesterday",
        "Due today:\n- Task tonight, due today at 8:00 PM",
        "Then:\n- Fix \\*all\\* \\[bugs]",
      ].join("\n\n"),
    );
  });

  test("is a single list when nothing is urgent", () => {
    const plan = planDay([friday, makeTask("a"), someday], local);
    expect(planText(plan, local)).toBe("- Task friday, due tomorrow\n- Task a\n- Task someday");
  });

  test("says how many tasks a long list leaves out", () => {
    const tasks = Array.from({ length: 8 }, (_, index) => makeTask(String(index), { dueAt: late.dueAt }));
    expect(planText(planDay(tasks, local), local)).toMatch(
      /^Overdue:\n(?:- Task \d, due yesterday\n){5}- and 3 more$/,
    );
  });
});

describe("The plan's widget", () => {
  const plan = planDay([late, now, urgent, friday], local);

  test("has buttons for the first tasks, with long titles cut", () => {
    const wordy = planDay(
      [makeTask("long", { title: "A title that is much too long for a button" }), late],
      local,
    );
    expect(planWidget(wordy, "text")).toMatchObject({
      children: [
        { type: "Row" },
        { type: "Markdown", value: "text", streaming: false },
        {
          type: "Row",
          children: [
            {
              label: "Complete “Task late”",
              onClickAction: { type: "task.complete", payload: { id: "late" } },
            },
            { label: "Complete “A title that is much too long f…”" },
          ],
        },
      ],
    });
    expect(JSON.stringify(planWidget(plan, "text")).match(/task\.complete/g)).toHaveLength(3);
  });

  test("is what its template makes of it, whatever the titles are", () => {
    const title = 'Say "hi", {{ text }} \\';
    const single = planDay([makeTask("a", { title })], local);
    expect(planWidget(single, `- ${title}`)).toEqual({
      type: "Card",
      id: "plan",
      children: [
        {
          type: "Row",
          gap: 2,
          align: "center",
          children: [
            { type: "Title", value: "Your day", size: "sm" },
            { type: "Badge", id: "plan-count", label: "1 open", color: "secondary" },
          ],
        },
        { type: "Markdown", id: "plan-text", value: `- ${title}`, streaming: false },
        {
          type: "Row",
          gap: 2,
          wrap: "wrap",
          children: [
            {
              type: "Button",
              label: `Complete “${title}”`,
              onClickAction: { type: "task.complete", payload: { id: "a" }, loadingBehavior: "self" },
              iconStart: "check",
              size: "sm",
              variant: "outline",
              pill: true,
            },
          ],
        },
      ],
    });
  });

  test("is a valid widget at every stage, and is recognised as a plan", () => {
    for (const widget of [unfinishedPlan(""), planWidget(plan, "text"), planWidget(planDay([], local), "")]) {
      expect(WidgetRoot.safeParse(widget).success).toBe(true);
      expect(isPlanWidget(widget)).toBe(true);
    }
  });
});
