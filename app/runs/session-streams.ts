import type { Database } from "#db/types.ts";
import { endedSessions } from "#db/queries/auth-sessions.ts";
import { log } from "#app/log.server.ts";

/** How often the sessions of open streams are looked up, for ends that nobody has announced. */
const CHECK_MS = 15_000;

const open = new Map<string, Set<AbortController>>();
let timer: NodeJS.Timeout | undefined;

/** Aborts a stream when its session ends. The returned function forgets the stream. */
export function endWithSession(db: Database, sessionId: string, aborter: AbortController): () => void {
  const streams = open.get(sessionId) ?? new Set();
  open.set(sessionId, streams.add(aborter));
  timer ??= setInterval(() => void endStreamsOfEndedSessions(db), CHECK_MS).unref();
  return () => {
    streams.delete(aborter);
    if (streams.size > 0 || open.get(sessionId) !== streams) return;
    open.delete(sessionId);
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Ends the open streams of this process whose sessions have ended, with one query for all. */
export async function endStreamsOfEndedSessions(db: Database): Promise<void> {
  try {
    for (const id of await endedSessions(db, [...open.keys()])) {
      for (const aborter of open.get(id) ?? []) aborter.abort("signed out");
    }
  } catch (error) {
    log.debug({ err: error }, "could not look up the sessions of streams; will try again");
  }
}
