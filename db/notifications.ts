import { sql } from "drizzle-orm";

import type { ListenClient, Notifications } from "./notification-types.ts";
import type { Database } from "./types.ts";

export const CHANNEL = "chat_runs";
/** Begins a payload that names runs, separated by commas, which have new events or have ended. */
export const RUN_NEWS = "news:";
const PROBE = "probe:";
const TIMES = { probeTimeout: 2_000, probeInterval: 20_000, reconnect: 1_000, maxReconnect: 30_000 };

/** Sends a payload of at most 7,900 bytes to every listening process, when the transaction commits. */
export const notify = (payload: string) => sql`select pg_notify(${CHANNEL}, ${payload})`;

/**
 * Listens on a dedicated connection. Through a pooler, LISTEN succeeds but no notification arrives, so the
 * listener regularly sends itself a probe. It reconnects when a probe doesn't arrive or the connection is lost.
 *
 * @param connect makes a client, preferably one that doesn't go through a pooler
 * @param log called when notifications start or stop to arrive
 */
export function openNotifications(
  db: Database,
  connect: () => ListenClient,
  log: (message: string) => void = () => undefined,
): Notifications {
  const listeners = new Set<(payload: string) => void>();
  let client: ListenClient | undefined;
  let verified = false;
  let closed = false;
  let pause = TIMES.reconnect;
  let timer: NodeJS.Timeout | undefined;
  let probe: { token: string; timer: NodeJS.Timeout } | undefined;

  const setVerified = (next: boolean) => {
    if (verified !== next)
      log(next ? "notifications arrive" : "notifications don't arrive; followers of runs poll more often");
    verified = next;
  };
  const schedule = (ms: number, run: () => void) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(run, ms).unref();
  };

  function receive(payload: string): void {
    if (!payload.startsWith(PROBE)) {
      for (const listener of listeners) listener(payload);
    } else if (payload === probe?.token) {
      clearTimeout(probe.timer);
      probe = undefined;
      pause = TIMES.reconnect;
      setVerified(true);
      schedule(TIMES.probeInterval, sendProbe);
    }
  }

  function sendProbe(): void {
    const token = PROBE + crypto.randomUUID();
    probe = { token, timer: setTimeout(reconnect, TIMES.probeTimeout).unref() };
    // If the database is unreachable, the probe's timeout handles it.
    db.execute(notify(token)).catch(() => undefined);
  }

  function reconnect(): void {
    if (closed) return;
    clearTimeout(probe?.timer);
    probe = undefined;
    setVerified(false);
    void client?.end().catch(() => undefined);
    client = undefined;
    schedule(pause, open);
    pause = Math.min(pause * 2, TIMES.maxReconnect);
  }

  function open(): void {
    const opened = connect();
    client = opened;
    const onLost = () => client === opened && reconnect();
    opened.on("error", onLost);
    opened.on("end", onLost);
    opened.on("notification", ({ payload }) => client === opened && receive(payload ?? ""));
    opened
      .connect()
      .then(() => opened.query(`LISTEN ${CHANNEL}`))
      .then(() => client === opened && sendProbe(), onLost);
  }

  open();
  return {
    get verified() {
      return verified;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(probe?.timer);
      await client?.end().catch(() => undefined);
    },
  };
}
