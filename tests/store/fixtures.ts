import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe } from "vitest";

import type { AssistantMessageItem, ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { newId } from "#db/ids.ts";
import { itemText } from "#db/item-text.ts";
import { createConversation, type NewConversation } from "#db/queries/conversations.ts";
import type { NewMessage } from "#db/queries/message-values.ts";
import { parseSearch } from "#db/queries/search.ts";
import type { SearchQuery } from "#db/queries/search-conversations.ts";
import { runs, session, type Task, tasks, user } from "#db/schema/index.ts";
import type { Database, DatabaseHandle, DriverName, Tx } from "#db/types.ts";
import { drivers, openTestDatabase } from "#tests/support/database.ts";

/** Runs the suite on PGlite, PostgreSQL and the Neon driver, each with its own database. */
export function onEveryDriver(name: string, suite: (db: () => Database, driver: DriverName) => void): void {
  describe.each(drivers)(`${name} (%s)`, (driver) => {
    let handle: DatabaseHandle | undefined;
    beforeAll(async () => {
      handle = await openTestDatabase(driver);
    });
    afterAll(() => handle?.close());
    suite(() => {
      if (!handle) throw new Error("the database is open only while tests run");
      return handle.db;
    }, driver);
  });
}

/** Adds a user. Each test adds its own, so that tests don't see each other's records. */
export async function addUser(
  db: Database | Tx,
  isAnonymous = false,
  createdAt = new Date(),
): Promise<string> {
  const id = newId("user");
  await db.insert(user).values({ id, name: "Ada", email: `${id}@example.com`, isAnonymous, createdAt });
  return id;
}

/** Adds a sign-in of the user that expires in `minutes`. */
export async function addSession(db: Database, userId: string, minutes = 60): Promise<string> {
  const id = newId("session");
  const expiresAt = new Date(Date.now() + minutes * 60_000);
  await db.insert(session).values({ id, token: id, userId, expiresAt });
  return id;
}

export async function addRun(db: Database, userId: string, values: Partial<typeof runs.$inferInsert> = {}) {
  const id = newId("run");
  await db.insert(runs).values({ id, userId, kind: "threads.create", status: "running", ...values });
  return id;
}

export async function addConversation(
  db: Database | Tx,
  userId: string,
  values: Partial<NewConversation> = {},
  texts: string[] = [],
): Promise<string> {
  const id = values.id ?? newId("thr");
  const messages = texts.map((text) => toNewMessage(userMessage(id, text)));
  await createConversation(db, { userId, conversation: { ...values, id }, messages });
  return id;
}

export function thread(values: Partial<ThreadMetadata> = {}): ThreadMetadata {
  const created_at = new Date().toISOString();
  return { id: newId("thr"), created_at, status: { type: "active" }, metadata: {}, ...values };
}

export function userMessage(threadId: string, text: string, id = newId("msg")): UserMessageItem {
  return {
    type: "user_message",
    id,
    thread_id: threadId,
    created_at: new Date().toISOString(),
    content: [{ type: "input_text", text }],
    attachments: [],
    inference_options: {},
  };
}

export function assistantMessage(threadId: string, text: string, id = newId("msg")): AssistantMessageItem {
  return {
    type: "assistant_message",
    id,
    thread_id: threadId,
    created_at: new Date().toISOString(),
    content: [{ type: "output_text", text, annotations: [] }],
  };
}

export function toNewMessage(item: ThreadItem, state?: NewMessage["state"]): NewMessage {
  return { item, state, text: itemText(item), html: null, htmlVersion: null };
}

/** A task of the user; values that are left out have defaults. */
export async function addTask(db: Database, values: Omit<typeof tasks.$inferInsert, "id">): Promise<Task> {
  const [task] = await db
    .insert(tasks)
    .values({ ...values, id: newId("task") })
    .returning();
  if (!task) throw new Error("no task");
  return task;
}

/** Marks a task as completed now. */
export async function markCompleted(db: Database, id: string): Promise<void> {
  await db.update(tasks).set({ completedAt: new Date() }).where(eq(tasks.id, id));
}

/** Marks a task as deleted now. */
export async function markDeleted(db: Database, id: string): Promise<void> {
  await db.update(tasks).set({ deletedAt: new Date() }).where(eq(tasks.id, id));
}

/** A search as a page sends it. */
export function searchFor(userId: string, q: string, query: Partial<SearchQuery> = {}): SearchQuery {
  const terms = parseSearch(q) ?? { wanted: [], excluded: [] };
  return { userId, terms, filter: {}, order: "relevance", limit: 20, offset: 0, ...query };
}
