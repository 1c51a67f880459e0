import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { streamWidget } from "#app/chatkit/widgets/stream.ts";
import { inOrder } from "#app/tasks/plan.ts";
import { taskWidget } from "#app/tasks/task-widget.ts";
import { loadPlan, showPlan } from "../../show-plan.ts";
import { taskRecord } from "./task-record.ts";
import type { ToolContext } from "./task-tools.ts";

const MAX_SHOWN = 20;
const Shown = z.object({ state: z.enum(["open", "completed"]) });
const Nothing = z.object({});
const SHOWN = "The user sees it above your answer. Don't repeat it; say at most one sentence.";
const NOTHING = "There are no such tasks, and nothing was shown. Say so.";

/** The tools with which the model shows tasks as widgets with buttons. */
export function showTools(context: ToolContext) {
  const { db, currentUser, thread, newId, emit } = context;
  const records = (tasks: Parameters<typeof taskRecord>[0][]) =>
    tasks.map((task) => taskRecord(task, context));
  return [
    turnTool({
      name: "show_tasks",
      description:
        "Shows the user their tasks as a list with a button to complete or reopen each. Use it when they want to see their tasks or tick them off.",
      parameters: Shown,
      async execute({ state }) {
        const load = state === "open" ? listOpenTasks : listCompletedTasks;
        const { rows, nextCursor } = await load(db, { userId: await currentUser(), limit: MAX_SHOWN });
        if (rows.length === 0) return NOTHING;
        const { widget, copyText } = taskWidget(rows, context);
        emit(streamWidget(thread, widget, { id: newId("widget"), copyText }));
        return JSON.stringify({ shown: records(rows), more: nextCursor !== null, note: SHOWN });
      },
    }),
    turnTool({
      name: "show_plan",
      description:
        "Shows the user a plan of their day, made from their open tasks (overdue, due today, important, next), with buttons to complete the first ones. Use it when they ask for a plan, an overview, or what to do.",
      parameters: Nothing,
      async execute() {
        const plan = await loadPlan({ ...context, userId: await currentUser() });
        if (plan.open === 0) return NOTHING;
        emit(showPlan(plan, context, { thread, id: newId("widget"), signal: context.signal }));
        return JSON.stringify({ order: records(inOrder(plan)), open: plan.open, note: SHOWN });
      },
    }),
  ];
}
