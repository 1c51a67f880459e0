import { getDatabase } from "#db/client.ts";
import { touchSession } from "#db/queries/auth-sessions.ts";
import { log } from "#app/log.server.ts";

/** How exactly "last seen" is known. A session that is in use is written once in that time by each process. */
const EVERY_MS = 10 * 60 * 1000;
/** Number of sessions to remember; a forgotten one is written again. */
const MAX_REMEMBERED = 20_000;

const written = new Map<string, number>();

/** Records that a session is in use, in the background. */
export function seen(sessionId: string): void {
  const now = Date.now();
  if (now - (written.get(sessionId) ?? 0) < EVERY_MS) return;
  written.delete(sessionId);
  written.set(sessionId, now);
  if (written.size > MAX_REMEMBERED) {
    const [oldest] = written.keys();
    if (oldest) written.delete(oldest);
  }
  void write(sessionId, new Date(now - EVERY_MS));
}

async function write(sessionId: string, since: Date): Promise<void> {
  try {
    const { db } = await getDatabase();
    await touchSession(db, sessionId, since);
  } catch (error) {
    log.debug({ err: error }, "could not record that a session is in use");
  }
}
