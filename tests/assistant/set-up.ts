import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Rules } from "#app/assistant/agent/guardrails/guardrails.ts";
import type { ModelConfig } from "#app/assistant/config.ts";
import type { ChatContext } from "#app/assistant/context.ts";
import { createRespond } from "#app/assistant/respond.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";
import type { Step } from "#tests/support/model-server-types.ts";
import { addTask, addUser } from "../store/fixtures.ts";
import { type Conversation, startConversation } from "./conversation.ts";

type NewTask = Pick<Task, "title"> & Partial<Pick<Task, "dueAt" | "priority" | "list">>;

export interface TestUser {
  db(): Database;
  id(): string;
  context(): ChatContext;
  /** Creates a task of this user. */
  addTask(task: NewTask): Promise<Task>;
  /** Creates a task of another user. */
  addForeignTask(title: string): Promise<Task>;
  openTasks(): Promise<Task[]>;
  completedTasks(): Promise<Task[]>;
  /** The titles of the open tasks, sorted. */
  titles(): Promise<string[]>;
  /** The titles of the completed tasks, the latest first. */
  done(): Promise<string[]>;
  /** Starts a conversation with the built-in engine. */
  startBuiltIn(timeZone?: string): Conversation;
  /** The items of a conversation in the database. */
  stored(chat: Conversation): Promise<ThreadItem[]>;
}

/** Opens a database for the tests of a file, and adds a user for each test. */
export function setUpUser(timeZone = "UTC"): TestUser {
  let handle: DatabaseHandle;
  let userId: string;
  beforeAll(async () => {
    handle = await openTestDatabase("pglite");
  });
  afterAll(() => handle.close());
  beforeEach(async () => {
    userId = await addUser(handle.db);
  });

  const context = () => ({ userId, timeZone });
  const page = () => ({ userId, limit: 50 });
  const openTasks = async () => (await listOpenTasks(handle.db, page())).rows;
  const completedTasks = async () => (await listCompletedTasks(handle.db, page())).rows;
  const titlesOf = (tasks: Task[]) => tasks.map(({ title }) => title);
  return {
    db: () => handle.db,
    id: () => userId,
    context,
    addTask: (task) => addTask(handle.db, { userId, ...task }),
    addForeignTask: async (title) => addTask(handle.db, { userId: await addUser(handle.db), title }),
    openTasks,
    completedTasks,
    titles: async () => titlesOf(await openTasks()).toSorted((a, b) => a.localeCompare(b)),
    done: async () => titlesOf(await completedTasks()),
    startBuiltIn: (zone = timeZone) =>
      startConversation(handle.db, { userId, timeZone: zone }, (deps) => createRespond(deps, null)),
    async stored(chat) {
      return (await chat.store.loadItems(chat.threadId(), { limit: 50, order: "asc" }, context())).data;
    },
  };
}

type AgentOptions = Partial<ModelConfig> & { rules?: Rules };

export interface TestAgent extends TestUser {
  server(): ModelServer;
  /** Starts a conversation with a model that follows these steps. */
  start(steps: Step[], options?: AgentOptions): Conversation;
}

/** Like `setUpUser`, with a scripted model endpoint for each test. */
export function setUpAgent(defaults: AgentOptions & { timeZone?: string } = {}): TestAgent {
  const { timeZone, ...defaultOptions } = defaults;
  const user = setUpUser(timeZone);
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer();
  });
  afterEach(() => server.stop());

  return {
    ...user,
    server: () => server,
    start(steps, options = {}) {
      server.script(...steps);
      const { rules, ...config } = { ...defaultOptions, ...options };
      const model: ModelConfig = {
        apiKey: "sk-test",
        baseURL: server.url,
        models: ["test-model"],
        api: "responses",
        tools: [],
        reasoning: {},
        moderationModel: undefined,
        maxRetries: 1,
        appName: "Chat",
        hasTasks: true,
        toolServers: [],
        hasVision: true,
        firstTokenMs: 10_000,
        silenceMs: 10_000,
        ...config,
      };
      return startConversation(user.db(), user.context(), (deps) => createRespond(deps, model, rules));
    },
  };
}
