import { notify, type Notifications } from "#db/notifications.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";

/** Run ids that fit into one notification (8,000 bytes, some 30 each). */
const IDS_PER_RING = 200;
/** How often a follower looks by itself: seldom where it is told, often where it isn't. */
const LOOK_MS = { told: 2_000, untold: 250 };

/** Tells other processes that a run has news, and waits for theirs. */
export interface Bell {
  /** These runs have new events, or an end. */
  ring(runIds: string[]): Promise<void>;
  /** Somebody wants this run to stop. */
  ringStop(runId: string): Promise<void>;
  /** Resolves when the run may have news, at the latest after a time that makes up for lost rings. */
  wait(runId: string): Promise<void>;
  close(): void;
}

/**
 * A bell over the database's notifications. It only ever hastens: what it tells is in the database already,
 * and whoever isn't told looks by himself.
 *
 * @param notifications undefined where there is no other process
 * @param onStop a run of this process is to stop
 */
export function createBell(
  db: Database,
  notifications: Notifications | undefined,
  onStop: (runId: string) => void,
): Bell {
  const waiting = new Map<string, Set<() => void>>();

  const unsubscribe = notifications?.subscribe((payload) => {
    const [kind, ids = ""] = payload.split(":", 2);
    for (const id of ids.split(",")) {
      if (kind === "stop") onStop(id);
      if (kind === "news") for (const wake of waiting.get(id) ?? []) wake();
    }
  });

  async function send(payload: string): Promise<void> {
    if (!notifications) return;
    await db.execute(notify(payload)).catch((error: unknown) => {
      log.debug({ err: error }, "a notification could not be sent");
    });
  }

  return {
    async ring(runIds) {
      for (let at = 0; at < runIds.length; at += IDS_PER_RING) {
        await send(`news:${runIds.slice(at, at + IDS_PER_RING).join(",")}`);
      }
    },
    ringStop: (runId) => send(`stop:${runId}`),
    wait(runId) {
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
        const timer = setTimeout(wake, notifications?.proven ? LOOK_MS.told : LOOK_MS.untold);
      });
    },
    close() {
      unsubscribe?.();
    },
  };
}
