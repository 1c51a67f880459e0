import { symmetricDecrypt } from "better-auth/crypto";
import type { Jwk } from "better-auth/plugins";
import { deleteSigningKeys, listSigningKeys, type SigningKey } from "#db/queries/auth-sessions.ts";
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

/** How long the keys are kept in memory. They change when the first one is made, and with `BETTER_AUTH_SECRET`. */
const KEEP_MS = 60_000;
/** A token with an unknown key makes this process read the keys again, at most so often. */
const REREAD_MS = 1_000;

let kept: { keys: Jwk[]; readAt: number } | undefined;

/** The keys of JWTs, which better-auth would read for each token. */
export async function signingKeys(db: Database): Promise<Jwk[]> {
  if (kept && Date.now() - kept.readAt < KEEP_MS) return kept.keys;
  const keys = (await listSigningKeys(db)).map(toJwk);
  kept = keys.length > 0 ? { keys, readAt: Date.now() } : undefined;
  return keys;
}

/** better-auth makes keys of this kind, unless it is told otherwise. */
const toJwk = ({ id, publicKey, privateKey, createdAt, expiresAt, alg, crv }: SigningKey): Jwk => ({
  id,
  publicKey,
  privateKey,
  createdAt,
  ...(expiresAt && { expiresAt }),
  ...(alg === "EdDSA" && { alg }),
  ...(crv === "Ed25519" && { crv }),
});

/** Forgets the keys when the token has another one: a process beside this one has made it. @returns whether they were forgotten */
export function forgetKeysBefore(token: string): boolean {
  if (!kept || Date.now() - kept.readAt < REREAD_MS) return false;
  const id = keyIdOf(token);
  if (id === undefined || kept.keys.some((key) => key.id === id)) return false;
  kept = undefined;
  return true;
}

function keyIdOf(token: string): string | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString());
    const id = typeof header === "object" && header !== null && "kid" in header ? header.kid : undefined;
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}
