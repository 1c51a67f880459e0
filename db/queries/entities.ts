import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";

import { storableText } from "#app/chatkit/sanitize.ts";

import { type Conversation, conversations, messages, type Task, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { isActive } from "./message-lists.ts";
import { escapeLike, isListed } from "./search.ts";

interface EntityQuery {
  userId: string;
  /** Part of a title. Blank for suggestions without a search. */
  q: string;
  limit: number;
}

export type TaskEntity = Pick<Task, "id" | "title" | "completedAt">;
export type ConversationEntity = Pick<Conversation, "id" | "title">;

const task = { id: tasks.id, title: tasks.title, completedAt: tasks.completedAt };
const conversation = { id: conversations.id, title: conversations.title };

/**
 * Tasks with `q` in the title: the best match first, open ones before completed ones. It scans the user's tasks
 * by `tasks_user_idx`. For a blank `q`, open tasks by due date, from `tasks_open_idx`.
 */
export function findTasksByTitle(db: Database | Tx, query: EntityQuery): Promise<TaskEntity[]> {
  const wanted = storableText(query.q).trim();
  const mine = db.select(task).from(tasks);
  const due = sql`coalesce(${tasks.dueAt}, 'infinity'::timestamptz)`;
  if (wanted === "") {
    return mine
      .where(and(eq(tasks.userId, query.userId), isNull(tasks.completedAt), isNull(tasks.deletedAt)))
      .orderBy(asc(due), asc(tasks.id))
      .limit(query.limit);
  }
  return mine
    .where(and(eq(tasks.userId, query.userId), isNull(tasks.deletedAt), contains(tasks.title, wanted)))
    .orderBy(
      asc(distance(tasks.title, wanted)),
      sql`(${tasks.completedAt} is not null)`,
      asc(due),
      asc(tasks.id),
    )
    .limit(query.limit);
}

/**
 * Conversations with `q` in the title, the best match first, then the latest. For a blank `q`, the latest, from
 * `conversations_user_updated_idx`.
 */
export function findConversationsByTitle(
  db: Database | Tx,
  query: EntityQuery,
): Promise<ConversationEntity[]> {
  const wanted = storableText(query.q).trim();
  const { title, userId, updatedAt, id } = conversations;
  return db
    .select(conversation)
    .from(conversations)
    .where(and(eq(userId, query.userId), isListed, wanted === "" ? undefined : contains(title, wanted)))
    .orderBy(...(wanted === "" ? [] : [asc(distance(title, wanted))]), desc(updatedAt), desc(id))
    .limit(query.limit);
}

/** The text of the first user message of a conversation, in the version that is shown. */
export async function firstWords(
  db: Database | Tx,
  key: { userId: string; conversationId: string },
): Promise<string | undefined> {
  const [first] = await db
    .select({ text: messages.text })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, key.conversationId),
        eq(messages.userId, key.userId),
        eq(messages.type, "user_message"),
        isActive,
      ),
    )
    .orderBy(asc(messages.seq))
    .limit(1);
  return first?.text;
}

type TitleColumn = typeof tasks.title | typeof conversations.title;

const contains = (title: TitleColumn, q: string): SQL => sql`${title} ilike ${`%${escapeLike(q)}%`}`;

/** Rank of a match. 0: the whole title; 1: its beginning; 2: the beginning of a word; 3: anywhere. */
function distance(title: TitleColumn, q: string): SQL {
  const escaped = escapeLike(q);
  return sql`case
    when ${title} ilike ${escaped} then 0
    when ${title} ilike ${`${escaped}%`} then 1
    when ${title} ilike ${`% ${escaped}%`} then 2
    else 3 end`;
}
