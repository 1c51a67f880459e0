import { findConversationsByTitle, findTasksByTitle } from "#db/queries/entities.ts";
import type { Database } from "#db/types.ts";
import type { Entity } from "./entity-schemas.ts";

/** Number of results of each kind; a menu has no room for more. */
const LIMIT = 10;

/** The user's tasks and conversations with `q` in the title, the best match first in each group. */
export async function findEntities(db: Database, query: { userId: string; q: string }): Promise<Entity[]> {
  const [tasks, conversations] = await Promise.all([
    findTasksByTitle(db, { ...query, limit: LIMIT }),
    findConversationsByTitle(db, { ...query, limit: LIMIT }),
  ]);
  return [
    ...tasks.map(({ id, title, completedAt }) => ({
      id,
      title,
      group: "Tasks" as const,
      icon: completedAt ? "check-circle-filled" : "check-circle",
      interactive: true as const,
      data: { kind: "task" as const },
    })),
    ...conversations.map(({ id, title }) => ({
      id,
      title: title ?? "Untitled",
      group: "Conversations" as const,
      icon: "book-clock",
      interactive: true as const,
      data: { kind: "conversation" as const },
    })),
  ];
}
