import { notify, RUN_NEWS } from "#db/notifications.ts";
import type { Notifications } from "#db/notification-types.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";

/** How often a follower polls, with and without working notifications. */
const POLL_MS = { notified: 2_000, unnotified: 250 };

/** Signals about runs between the processes of the app. */
export interface RunSignals {
  /** Asks the process that works on this run to stop it. */
  notifyStop(runId: string): Promise<void>;
  /** Announces that sessions have ended, whose streams end with them. */
  notifySessionsEnded(): Promise<void>;
  /** Resolves when the run may have new events, and after a poll interval in any case. */
  waitForNews(runId: string): Promise<void>;
  close(): void;
}

/**
 * Run signals over PostgreSQL's notifications. They are only an optimisation: the database has the truth, and
 * followers also poll.
 *
 * @param notifications undefined if the database serves only this process
 * @param on what to do when a process wants a run stopped, or has ended sessions
 */
export function createRunSignals(
  db: Database,
  notifications: Notifications | undefined,
  on: { stop: (runId: string) => void; sessionsEnded: () => void },
): RunSignals {
  const waiting = new Map<string, Set<() => void>>();

  const unsubscribe = notifications?.subscribe((payload) => {
    const ids = payload.slice(payload.indexOf(":") + 1).split(",");
    if (payload.startsWith("sessions:")) on.sessionsEnded();
    if (payload.startsWith("stop:")) for (const id of ids) on.stop(id);
    // Those of runs are sent by the statements that write them.
    if (payload.startsWith(RUN_NEWS)) for (const id of ids) for (const wake of waiting.get(id) ?? []) wake();
  });

  async function send(payload: string): Promise<void> {
    if (!notifications) return;
    await db.execute(notify(payload)).catch((error: unknown) => {
      log.debug({ err: error }, "could not send a notification");
    });
  }

  return {
    notifyStop: (runId) => send(`stop:${runId}`),
    notifySessionsEnded: () => send("sessions:"),
    waitForNews(runId) {
      return new Promise((resolve) => {
        const wakers = waiting.get(runId) ?? new Set();
        waiting.set(runId, wakers);
        const wake = () => {
          clearTimeout(timer);
          wakers.delete(wake);
          if (wakers.size === 0) waiting.delete(runId);
          resolve();
        };
        wakers.add(wake);
        const timer = setTimeout(wake, notifications?.verified ? POLL_MS.notified : POLL_MS.unnotified);
      });
    },
    close() {
      unsubscribe?.();
    },
  };
}
