import { and, asc, gt, isNotNull, ne, or, isNull, eq } from "drizzle-orm";
import { messages, type Message } from "../schema/index.ts";
import type { Database } from "../types.ts";

/* Renderings of all users, for the operator. */

/** Messages that another version has rendered, or that wait for their rendering. */
const isOutdated = (version: number) =>
  and(
    eq(messages.state, "done"),
    or(
      and(isNotNull(messages.html), ne(messages.htmlVersion, version)),
      and(eq(messages.type, "assistant_message"), isNull(messages.htmlVersion)),
    ),
  );

export function countOutdated(db: Database, version: number): Promise<number> {
  return db.$count(messages, isOutdated(version));
}

/** Outdated messages by id, a page at a time. */
export function listOutdated(
  db: Database,
  query: { version: number; after: string | undefined; limit: number },
): Promise<Pick<Message, "id" | "conversationId" | "userId" | "item">[]> {
  const { id, conversationId, userId, item } = messages;
  return db
    .select({ id, conversationId, userId, item })
    .from(messages)
    .where(and(isOutdated(query.version), query.after === undefined ? undefined : gt(id, query.after)))
    .orderBy(asc(id))
    .limit(query.limit);
}
