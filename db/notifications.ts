import { sql } from "drizzle-orm";

import type { Database } from "./types.ts";

/** What LISTEN needs of a driver's client; pg's and Neon's both have it. */
export interface ListenClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  on(event: "notification", listener: (message: { payload?: string | undefined }) => void): unknown;
  on(event: "error" | "end", listener: () => void): unknown;
  end(): Promise<unknown>;
}

export interface Notifications {
  /** Whether what is sent also arrives here. While it isn't, nobody may rely on being told. */
  readonly proven: boolean;
  /** Returns how to stop listening. */
  subscribe(listener: (payload: string) => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = "chat_runs";
const PROOF = "proof:";
const TIMES = { proof: 2_000, again: 20_000, reconnect: 1_000, reconnectMost: 30_000 };

/** Tells every process that listens, when the statement's transaction commits. At most 7,900 bytes. */
export const notify = (payload: string) => sql`select pg_notify(${CHANNEL}, ${payload})`;

/**
 * Listens on a connection of its own. Through a pooler LISTEN succeeds and nothing ever comes, so it has to
 * prove itself by a notification to itself, again and again; a connection that is lost is made anew.
 *
 * @param connect makes a client to the database itself, not to a pooler where that can be helped
 * @param log is told when notifications stop or start to work
 */
export function openNotifications(
  db: Database,
  connect: () => ListenClient,
  log: (message: string) => void = () => undefined,
): Notifications {
  const listeners = new Set<(payload: string) => void>();
  let client: ListenClient | undefined;
  let proven = false;
  let closed = false;
  let pause = TIMES.reconnect;
  let timer: NodeJS.Timeout | undefined;
  let proof: { token: string; timer: NodeJS.Timeout } | undefined;

  const setProven = (next: boolean) => {
    if (proven !== next)
      log(next ? "LISTEN works; followers are told" : "LISTEN doesn't work; followers poll");
    proven = next;
  };
  const later = (ms: number, run: () => void) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(run, ms).unref();
  };

  function hear(payload: string): void {
    if (!payload.startsWith(PROOF)) {
      for (const listener of listeners) listener(payload);
    } else if (payload === proof?.token) {
      clearTimeout(proof.timer);
      proof = undefined;
      pause = TIMES.reconnect;
      setProven(true);
      later(TIMES.again, prove);
    }
  }

  function prove(): void {
    const token = PROOF + crypto.randomUUID();
    proof = { token, timer: setTimeout(lost, TIMES.proof).unref() };
    // When the database itself is away, the proof stays out, and that is what counts.
    db.execute(notify(token)).catch(() => undefined);
  }

  function lost(): void {
    if (closed) return;
    clearTimeout(proof?.timer);
    proof = undefined;
    setProven(false);
    void client?.end().catch(() => undefined);
    client = undefined;
    later(pause, open);
    pause = Math.min(pause * 2, TIMES.reconnectMost);
  }

  function open(): void {
    const opened = connect();
    client = opened;
    const lostThis = () => client === opened && lost();
    opened.on("error", lostThis);
    opened.on("end", lostThis);
    opened.on("notification", ({ payload }) => client === opened && hear(payload ?? ""));
    opened
      .connect()
      .then(() => opened.query(`LISTEN ${CHANNEL}`))
      .then(() => client === opened && prove(), lostThis);
  }

  open();
  return {
    get proven() {
      return proven;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(proof?.timer);
      await client?.end().catch(() => undefined);
    },
  };
}
