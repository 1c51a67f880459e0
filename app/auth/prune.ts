import { pruneChatKitSessions } from "#db/queries/chatkit-sessions.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";

const EVERY_MS = 60 * 60 * 1000;

let started = false;

/**
 * Deletes expired client secrets, now and every hour. They pile up, because each page view may create one.
 */
export function startPruning(db: Database): void {
  if (started) return;
  started = true;
  const prune = () =>
    pruneChatKitSessions(db).then(
      (pruned) => pruned > 0 && log.info({ pruned }, "deleted expired client secrets"),
      (error: unknown) =>
        log.error({ err: error }, "could not delete expired client secrets; will try again"),
    );
  void prune();
  setInterval(prune, EVERY_MS).unref();
}
