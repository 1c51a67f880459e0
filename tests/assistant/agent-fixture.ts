import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Rules } from "#app/assistant/agent/guardrails/guardrails.ts";
import type { ModelConfig } from "#app/assistant/config.ts";
import type { ChatContext } from "#app/assistant/context.ts";
import { createRespond } from "#app/assistant/respond.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { createTask } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";
import type { Step } from "#tests/support/model-server-types.ts";
import { addUser } from "../store/fixtures.ts";
import { type Conversation, startConversation } from "./conversation.ts";

export interface AgentFixture {
  server(): ModelServer;
  /** A new conversation with a model that does these steps. */
  start(steps: Step[], options?: Partial<ModelConfig> & { rules?: Rules }): Conversation;
  /** Gives the user an open task. */
  addTask(title: string): Promise<Task>;
  /** Whose conversations these are. */
  context(): ChatContext;
  /** What of the conversation is in the database. */
  stored(chat: Conversation): Promise<ThreadItem[]>;
}

/** A database, a user and a scripted model for the tests of a file. */
export function useAgent(): AgentFixture {
  let handle: DatabaseHandle;
  let server: ModelServer;
  let userId: string;
  beforeAll(async () => {
    handle = await openTestDatabase("pglite");
  });
  afterAll(() => handle.close());
  beforeEach(async () => {
    server = await startModelServer();
    userId = await addUser(handle.db);
  });
  afterEach(() => server.stop());

  const context = () => ({ userId, timeZone: "UTC" });
  return {
    server: () => server,
    start(steps, { rules, ...config } = {}) {
      server.script(...steps);
      const model: ModelConfig = {
        apiKey: "sk-test",
        baseURL: server.url,
        models: ["test-model"],
        api: "responses",
        tools: [],
        reasoning: {},
        moderationModel: undefined,
        firstTokenMs: 10_000,
        silenceMs: 10_000,
        ...config,
      };
      return startConversation(handle.db, context(), (deps) => createRespond(deps, model, rules));
    },
    addTask: (title) => createTask(handle.db, { userId, title }),
    context,
    async stored(chat) {
      const page = { limit: 50, order: "asc" } as const;
      return (await chat.store.loadItems(chat.threadId(), page, context())).data;
    },
  };
}

/** The events of the assistant's items and what it says beside them, without the user's message. */
export function turnIn(events: ThreadStreamEvent[]): ThreadStreamEvent[] {
  return events.filter(
    (event) =>
      event.type !== "thread.created" &&
      event.type !== "thread.updated" &&
      event.type !== "stream_options" &&
      !("item" in event && event.item.type === "user_message"),
  );
}

/** The items that were finished, in order, without the user's message. */
export function doneIn(events: ThreadStreamEvent[]): ThreadItem[] {
  return turnIn(events).flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
}

/** In short what happened to items: "added workflow", "task.added", "done workflow". */
export function outline(events: ThreadStreamEvent[]): string[] {
  const steps = turnIn(events).map((event) => {
    if (event.type === "thread.item.updated") return event.update.type.replace(/^.*?\./, "");
    const verb = event.type.replace("thread.item.", "");
    return "item" in event ? `${verb} ${event.item.type}` : verb;
  });
  return steps.filter((step, index) => step !== steps[index - 1]);
}
