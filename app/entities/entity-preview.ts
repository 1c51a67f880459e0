import type { BasicRoot } from "#app/chatkit/protocol/widget-types.ts";
import { badge, basic, caption, row, text } from "#app/chatkit/widgets/builders.ts";
import { dayText } from "#app/tasks/date-text.ts";
import { dayOf, type LocalNow, wallTimeOf } from "#app/tasks/local-time.ts";
import { toTaskRow } from "#app/tasks/task-view.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { firstWords } from "#db/queries/entities.ts";
import { getTask } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/**
 * A widget with the current state of an entity, shown when the user points at its tag. The tag itself may be
 * as old as its message.
 *
 * @returns undefined when the user has no such task or conversation
 */
export async function previewEntity(
  db: Database,
  key: { userId: string; id: string },
  local: LocalNow,
): Promise<BasicRoot | undefined> {
  if (key.id.startsWith("thr_")) return previewConversation(db, key, local);
  const task = await getTask(db, key);
  return task && previewTask(task, local);
}

function previewTask(task: Task, local: LocalNow): BasicRoot {
  const { title, due, overdue, completed, priority } = toTaskRow(task, local);
  return preview([
    text(title, { weight: "semibold", lineThrough: completed }),
    due !== null && caption(overdue ? `Overdue: ${due}` : `Due ${due}`, overdue ? { color: "danger" } : {}),
    row(
      [
        completed
          ? badge("Completed", { color: "success" })
          : badge(overdue ? "Overdue" : "To do", { color: overdue ? "danger" : "info" }),
        priority !== "normal" && badge(`${priority === "high" ? "High" : "Low"} priority`),
      ],
      { gap: 2 },
    ),
  ]);
}

async function previewConversation(
  db: Database,
  key: { userId: string; id: string },
  local: LocalNow,
): Promise<BasicRoot | undefined> {
  const [conversation, words] = await Promise.all([
    getConversation(db, key),
    firstWords(db, { userId: key.userId, conversationId: key.id }),
  ]);
  if (!conversation) return undefined;
  return preview([
    text(conversation.title ?? "Untitled", { weight: "semibold" }),
    caption(
      dayText(dayOf(wallTimeOf(conversation.updatedAt, local.timeZone)), local, { dateStyle: "medium" }),
    ),
    words !== undefined && text(words.slice(0, 280), { size: "sm", color: "secondary", maxLines: 3 }),
  ]);
}

const preview = (children: Parameters<typeof basic>[0]): BasicRoot => basic(children, { gap: 1, padding: 3 });
