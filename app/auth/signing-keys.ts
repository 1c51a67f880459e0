import { symmetricDecrypt } from "better-auth/crypto";
import { deleteSigningKeys, listSigningKeys } from "#db/queries/auth-sessions.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";

/**
 * Deletes the keys of JWTs that were encrypted with another `BETTER_AUTH_SECRET`; better-auth makes a new one
 * when it needs one. With such a key it could sign no token any more.
 */
export async function dropUnreadableKeys(db: Database, secret: string): Promise<void> {
  const keys = await listSigningKeys(db);
  const unreadable: string[] = [];
  for (const { id, privateKey } of keys) if (!(await isReadable(privateKey, secret))) unreadable.push(id);
  if (unreadable.length === 0) return;
  await deleteSigningKeys(db, unreadable);
  log.warn(
    { keys: unreadable.length },
    "BETTER_AUTH_SECRET has changed, so the keys of tokens were replaced",
  );
}

async function isReadable(privateKey: string, secret: string): Promise<boolean> {
  try {
    const data: unknown = JSON.parse(privateKey);
    if (typeof data !== "string") return false;
    await symmetricDecrypt({ key: secret, data });
    return true;
  } catch {
    return false;
  }
}
