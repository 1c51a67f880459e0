import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { getDatabase } from "#db/client.ts";
import { fileBytes } from "#db/queries/attachments.ts";
import { readAllowance, storedBytes } from "#db/queries/limits.ts";
import { limitOf, orSignUp } from "./kinds.ts";

const MB = 1024 * 1024;
/** How long a measure counts. Within that time somebody can write no more than the limits of messages allow. */
const FRESH_MS = 10 * 60 * 1000;
/** Number of users to remember; a forgotten one is measured again. */
const MAX_REMEMBERED = 20_000;

/** Bytes of messages alone, and with files. */
const measured = new Map<string, { bytes: number; messages: number; at: number }>();

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

/** What somebody may store in files. */
export interface FileRoom {
  /** Bytes; null for no limit. */
  left: number | null;
  /** The sentence for a file that has no room. */
  full: string;
}

/** How much a user may still store in files. Those count at once; conversations as they were measured last. */
export async function fileRoom(userId: string): Promise<FileRoom> {
  const { db } = await getDatabase();
  const allowance = await readAllowance(db, userId);
  const isGuest = allowance?.isGuest ?? true;
  const limit = limitOf(env.LIMIT_STORAGE_MB, isGuest);
  if (limit === null) return { left: null, full: "" };
  if (!measured.has(userId)) await measure(userId);
  const files = await fileBytes(db, userId);
  return {
    left: Math.max(0, limit * MB - files - (measured.get(userId)?.messages ?? 0)),
    full: `Your conversations and files may take ${limit} MB, and this file is too large for what is left. Delete some for good in “Recently deleted”, then attach it again.${orSignUp(isGuest)}`,
  };
}

async function measure(userId: string): Promise<void> {
  try {
    const { db } = await getDatabase();
    // Others don't measure meanwhile.
    measured.set(userId, { bytes: 0, messages: 0, ...measured.get(userId), at: Date.now() });
    const [messages, files] = await Promise.all([storedBytes(db, userId), fileBytes(db, userId)]);
    const bytes = messages + files;
    measured.delete(userId);
    measured.set(userId, { bytes, messages, at: Date.now() });
    if (measured.size > MAX_REMEMBERED) {
      const [oldest] = measured.keys();
      if (oldest) measured.delete(oldest);
    }
  } catch (error) {
    log.debug({ err: error }, "could not measure the size of somebody's conversations");
  }
}
