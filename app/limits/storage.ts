import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { getDatabase } from "#db/client.ts";
import { storedBytes } from "#db/queries/limits.ts";
import { limitOf, orSignUp } from "./kinds.ts";

const MB = 1024 * 1024;
/** How long a measure counts. Within that time somebody can write no more than the limits of messages allow. */
const FRESH_MS = 10 * 60 * 1000;
/** Number of users to remember; a forgotten one is measured again. */
const MAX_REMEMBERED = 20_000;

const measured = new Map<string, { bytes: number; at: number }>();

/**
 * Refuses more when somebody's conversations take all the storage that they have. The size is measured in the background, at
 * most every ten minutes, because it reads all messages: the first turn of a process isn't held up by it.
 *
 * @throws {ChatKitError} `payload_too_large`
 */
export function requireStorage(userId: string, isGuest: boolean): void {
  const limit = limitOf(env.LIMIT_STORAGE_MB, isGuest);
  if (limit === null) return;
  const known = measured.get(userId);
  if (!known || Date.now() - known.at > FRESH_MS) void measure(userId);
  if (!known || known.bytes < limit * MB) return;
  // It may have been deleted from since.
  void measure(userId);
  throw new ChatKitError(
    "payload_too_large",
    `Your conversations take ${limit} MB, which is all that you have. Delete some for good in “Recently deleted”, then send it again.${orSignUp(isGuest)}`,
  );
}

/** Measures at once, for an import, which may write much. */
export async function requireStorageNow(userId: string, isGuest: boolean): Promise<void> {
  if (limitOf(env.LIMIT_STORAGE_MB, isGuest) === null) return;
  await measure(userId);
  requireStorage(userId, isGuest);
}

async function measure(userId: string): Promise<void> {
  try {
    const { db } = await getDatabase();
    // Others don't measure meanwhile.
    measured.set(userId, { bytes: measured.get(userId)?.bytes ?? 0, at: Date.now() });
    const bytes = await storedBytes(db, userId);
    measured.delete(userId);
    measured.set(userId, { bytes, at: Date.now() });
    if (measured.size > MAX_REMEMBERED) {
      const [oldest] = measured.keys();
      if (oldest) measured.delete(oldest);
    }
  } catch (error) {
    log.debug({ err: error }, "could not measure the size of somebody's conversations");
  }
}
