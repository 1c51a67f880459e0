import { inArray } from "drizzle-orm";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { messageValues, type Rendering } from "../queries/message-values.ts";
import { conversations, messages, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type DemoConversation, demoConversations, messageTime } from "./demo-conversations.ts";
import { demoId } from "./demo-values.ts";
import { demoTasks } from "./demo-tasks.ts";
import { ensureDemoUser } from "./demo-user.ts";

export interface SeedOptions {
  /** Renders an item for search and for pages. */
  render: (item: ThreadItem) => Promise<Rendering>;
  /** The date that the demo data is relative to. Default: the current time. */
  now?: Date;
}

export interface SeedResult {
  conversations: number;
  messages: number;
  tasks: number;
}

/** Rows per insert, well below PostgreSQL's limit of 65,535 parameters. */
const BATCH = 500;

/**
 * Adds the demo user with conversations and tasks. Records whose id exists are left alone, so a second run
 * adds nothing, and a run after an interrupted one adds the rest.
 *
 * @returns the number of added records
 */
export async function seed(db: Database, { render, now = new Date() }: SeedOptions): Promise<SeedResult> {
  const userId = await ensureDemoUser(db);
  const missing = await withoutExisting(db, demoConversations(now));
  let messageCount = 0;
  for (const batch of batches(missing, (conversation) => conversation.texts.length)) {
    const rows = (await Promise.all(batch.map((each) => toRows(each, userId, render)))).flat();
    await db.transaction((tx) => insertConversations(tx, userId, batch, rows));
    messageCount += rows.length;
  }
  const added = await db
    .insert(tasks)
    .values(demoTasks(userId, now))
    .onConflictDoNothing()
    .returning({ id: tasks.id });
  return { conversations: missing.length, messages: messageCount, tasks: added.length };
}

const idOf = (conversation: DemoConversation) => demoId("thr", conversation.title);

async function withoutExisting(db: Database, all: DemoConversation[]): Promise<DemoConversation[]> {
  const rows = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(inArray(conversations.id, all.map(idOf)));
  const there = new Set(rows.map((row) => row.id));
  return all.filter((conversation) => !there.has(idOf(conversation)));
}

type MessageValues = typeof messages.$inferInsert;

async function insertConversations(tx: Tx, userId: string, batch: DemoConversation[], rows: MessageValues[]) {
  await tx.insert(conversations).values(
    batch.map((each) => ({
      id: idOf(each),
      userId,
      title: each.title,
      lastSeq: each.texts.length,
      createdAt: each.startedAt,
      updatedAt: messageTime(each, each.texts.length - 1),
    })),
  );
  for (let start = 0; start < rows.length; start += BATCH) {
    await tx.insert(messages).values(rows.slice(start, start + BATCH));
  }
}

function toRows(
  conversation: DemoConversation,
  userId: string,
  render: SeedOptions["render"],
): Promise<MessageValues[]> {
  const conversationId = idOf(conversation);
  return Promise.all(
    conversation.texts.map(async (text, index) => {
      const item = toItem(conversationId, text, index, messageTime(conversation, index));
      return { ...messageValues({ item, ...(await render(item)) }), conversationId, userId, seq: index + 1 };
    }),
  );
}

function toItem(threadId: string, text: string, index: number, at: Date): ThreadItem {
  const head = {
    id: demoId("msg", `${threadId}/${index}`),
    thread_id: threadId,
    created_at: at.toISOString(),
  };
  return index % 2 === 0
    ? {
        type: "user_message",
        ...head,
        content: [{ type: "input_text", text }],
        attachments: [],
        inference_options: {},
      }
    : { type: "assistant_message", ...head, content: [{ type: "output_text", text, annotations: [] }] };
}

/** Groups of conversations with about `BATCH` messages each. */
function* batches(all: DemoConversation[], size: (conversation: DemoConversation) => number) {
  let batch: DemoConversation[] = [];
  let total = 0;
  for (const conversation of all) {
    batch.push(conversation);
    total += size(conversation);
    if (total < BATCH) continue;
    yield batch;
    batch = [];
    total = 0;
  }
  if (batch.length > 0) yield batch;
}
