import { pruneChatKitSessions } from "#db/queries/chatkit-sessions.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";

const EVERY_MS = 60 * 60 * 1000;

let started = false;

/** Deletes client secrets that have run out, now and every hour: each page view may have made one. */
export function startPruning(db: Database): void {
  if (started) return;
  started = true;
  const prune = () =>
    pruneChatKitSessions(db).then(
      (pruned) => pruned > 0 && log.info({ pruned }, "deleted ended client secrets"),
      (error: unknown) => log.error({ err: error }, "could not delete ended client secrets; will try again"),
    );
  void prune();
  setInterval(prune, EVERY_MS).unref();
}
