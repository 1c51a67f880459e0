import { APIError } from "better-auth/api";
import { z } from "zod";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { countRequest } from "#app/limits/requests.ts";
import { announceEndedSessions } from "#app/runs/process.ts";
import { getDatabase } from "#db/client.ts";
import { countApiKeys, deleteApiKey, isKeyOfUser } from "#db/queries/api-keys.ts";
import { auth } from "./auth.ts";
import { API_KEY_PREFIX, MAX_API_KEYS } from "./api-key-rules.ts";

/** What a key may be used for: `write` includes `read`. */
export const scopes = ["read", "write"] as const;
export type Scope = (typeof scopes)[number];

const DAY_SECONDS = 24 * 60 * 60;
const PERMISSION = "chat";

export interface NewApiKey {
  userId: string;
  name: string;
  scope: Scope;
  /** Null: it doesn't expire. */
  days: number | null;
}

/** Makes a key. Only its hash is stored, so this is the only time it can be read. Undefined when there are too many. */
export async function createApiKey({ userId, name, scope, days }: NewApiKey): Promise<string | undefined> {
  const { db } = await getDatabase();
  if ((await countApiKeys(db, userId)) >= MAX_API_KEYS) return undefined;
  const permissions = { [PERMISSION]: scope === "write" ? ["read", "write"] : ["read"] };
  const expiresIn = days === null ? null : days * DAY_SECONDS;
  const { key } = await auth.api.createApiKey({ body: { userId, name, expiresIn, permissions } });
  return key;
}

/** Ends a key, and the streams that were opened with it. False when the user has no such key. */
export async function revokeApiKey(key: { userId: string; id: string }): Promise<boolean> {
  const { db } = await getDatabase();
  const isGone = await deleteApiKey(db, key);
  if (isGone) await announceEndedSessions();
  return isGone;
}

const Permissions = z.object({ [PERMISSION]: z.array(z.enum(scopes)) });

export interface KeyCaller {
  userId: string;
  keyId: string;
  canWrite: boolean;
}

/**
 * The user of a key. better-auth checks its hash and its expiry, and records when it was used.
 *
 * @returns undefined for a key that has ended or never was one
 * @throws {ChatKitError} `rate_limited`
 */
export async function callerByKey(key: string): Promise<KeyCaller | undefined> {
  const verified = await verify(key);
  if (!verified) return undefined;
  const { id: keyId, referenceId: userId, permissions } = verified;
  const { db } = await getDatabase();
  const [isUsable] = await Promise.all([isKeyOfUser(db, { id: keyId, userId }), countRequest("api", keyId)]);
  const granted = Permissions.safeParse(permissions);
  if (!isUsable || !granted.success) return undefined;
  return { userId, keyId, canWrite: granted.data[PERMISSION].includes("write") };
}

async function verify(key: string) {
  try {
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
    if (valid) return found ?? undefined;
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    return undefined;
  }
  // better-auth says the same of a key that doesn't exist and of a database that is away.
  await (await getDatabase()).ping();
  return undefined;
}

/** @throws {ChatKitError} `forbidden` for a key that may only read */
export function requireWrite({ canWrite }: { canWrite: boolean }): void {
  if (!canWrite) throw new ChatKitError("forbidden", "This API key may read only. Use one that may write.");
}

export const isApiKey = (token: string): boolean => token.startsWith(API_KEY_PREFIX);
