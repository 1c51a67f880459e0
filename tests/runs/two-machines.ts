import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { messages, runEvents, runs, type Run } from "#db/schema/index.ts";
import { unpacked } from "#db/queries/event-log.ts";
import type { DatabaseHandle } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { eventsOf, personAt, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

export interface Machines {
  /** Two processes of the app on one PostgreSQL. Their answers come from `model`. */
  here: AppProcess;
  there: AppProcess;
  model: DictatedModel;
  database: DatabaseHandle;
  databaseUrl: string;
  ada: Person;
}

/** Starts the machines before the tests of a file, and stops them afterwards. */
export function twoMachines(env: Record<string, string> = {}): () => Machines {
  let machines: Machines | undefined;
  beforeAll(async () => {
    const databaseUrl = await createPostgresDatabase();
    const model = await startDictatedModel();
    const start = () =>
      startApp({
        env: { DATABASE_URL: databaseUrl, BETTER_AUTH_SECRET: "s".repeat(32), ...model.env, ...env },
      });
    const [here, there] = await Promise.all([start(), start()]);
    const database = await createDatabase({ driver: "pg", url: databaseUrl });
    const ada = await signUp(here.url);
    machines = { here, there, model, database, databaseUrl, ada };
  });
  afterAll(async () => {
    if (!machines) return;
    const { here, there, model, database } = machines;
    await Promise.all([here.stop(), there.stop()]);
    await Promise.all([model.stop(), database.close()]);
  });
  return () => {
    if (!machines) throw new Error("the machines run only while tests do");
    return machines;
  };
}

/** The same user on another machine. */
export const at = (machine: AppProcess, person: Person): Person => personAt(machine.url, person);

export const EXPLICIT = { "x-chatkit-run-control": "explicit" };

/** A stream that a test reads step by step. */
export interface Reading {
  /** Referenced, because the runtime cancels the body of an unreferenced response. */
  response: Response;
  runId: string;
  threadId(): string;
  events: ThreadStreamEvent[];
  /** Reads until the events contain this text. */
  until(text: string): Promise<void>;
  /** Reads to the end. */
  rest(): Promise<ThreadStreamEvent[]>;
  /** Closes the connection. */
  drop(): void;
}

/** Posts a protocol request and reads its stream. */
export async function send(
  person: Person,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reading> {
  const aborter = new AbortController();
  const response = await person.chatkit(body, { headers, signal: aborter.signal });
  const stream = eventsOf(response);
  const events: ThreadStreamEvent[] = [];
  const next = async () => {
    const { value, done } = await stream.next();
    if (!done) events.push(value.event);
    return !done;
  };
  return {
    response,
    runId: response.headers.get("x-chatkit-run-id") ?? "",
    events,
    threadId() {
      const [first] = events;
      if (first?.type !== "thread.created") throw new Error("no thread was created");
      return first.thread.id;
    },
    async until(text) {
      while (!JSON.stringify(events).includes(text)) {
        if (!(await next())) throw new Error(`the stream ended without "${text}"`);
      }
    },
    async rest() {
      while (await next());
      return events;
    },
    drop: () => aborter.abort(),
  };
}

/** Waits until the run's row has these values. */
export async function untilRun(database: DatabaseHandle, id: string, expected: Partial<Run>): Promise<void> {
  await expect
    .poll(async () => (await database.db.select().from(runs).where(eq(runs.id, id)))[0], { timeout: 40_000 })
    .toMatchObject(expected);
}

export async function loggedEvents(database: DatabaseHandle, runId: string) {
  const rows = await database.db
    .select({ seq: runEvents.seq, event: runEvents.event })
    .from(runEvents)
    .where(eq(runEvents.runId, runId))
    .orderBy(runEvents.seq);
  return unpacked(rows, 0);
}

/** The stored items of a conversation, including hidden ones. */
export function storedItems(database: Pick<DatabaseHandle, "db">, threadId: string) {
  return database.db
    .select({ type: messages.type, state: messages.state, text: messages.text })
    .from(messages)
    .where(eq(messages.conversationId, threadId))
    .orderBy(messages.seq);
}
