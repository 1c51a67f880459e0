import { z } from "zod";
import { createApiKey, revokeApiKey, scopes } from "#app/auth/api-keys.ts";
import { MAX_API_KEYS, MAX_KEY_NAME } from "#app/auth/api-key-rules.ts";
import { identityProblem } from "#app/auth/confirm-identity.ts";
import { recordSecurityEvent } from "#app/auth/security-events.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { getDatabase } from "#db/client.ts";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { type ApiKeyEntry, LIFETIMES } from "./api-keys.ts";

const CreateForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give it a name, such as the program that uses it.")
    .max(MAX_KEY_NAME, `Keep the name under ${MAX_KEY_NAME} characters.`),
  scope: z.enum(scopes, "Choose what it may do."),
  lifetime: z.enum(Object.keys(LIFETIMES), "Choose when it ends."),
});

export type ApiKeyResult =
  | { kind: "created"; key: string; name: string }
  | { kind: "revoked" }
  | { kind: "not_found" }
  | { kind: "refused"; errors: Record<string, string>; values: Record<string, string> };

/** Carries out a form of `/settings/keys`: `{intent: create, name, scope, lifetime, password}` or `{intent: revoke, id}`. */
export async function changeApiKeys(request: Request, viewer: Viewer, form: FormData): Promise<ApiKeyResult> {
  const values: Record<string, string> = {};
  for (const [key, value] of form) if (typeof value === "string") values[key] = value;
  const { password = "", ...shown } = values;
  if (values.intent === "revoke") return revoke(request, viewer, values.id ?? "");

  const parsed = CreateForm.safeParse(values);
  if (!parsed.success) {
    const errors = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ""), message]),
    );
    return { kind: "refused", errors, values: shown };
  }
  const refuse = (field: string, error: string): ApiKeyResult => ({
    kind: "refused",
    errors: { [field]: error },
    values: shown,
  });
  // A guest's data is known by a cookie alone, and a key would outlive it.
  if (viewer.isGuest) return refuse("name", "Sign up first: a guest has no API keys.");
  const wrong = await identityProblem(request, viewer, password);
  if (wrong) return refuse("password", wrong);
  const { name, scope, lifetime } = parsed.data;
  const key = await createApiKey({
    userId: viewer.userId,
    name,
    scope,
    days: LIFETIMES[lifetime]?.days ?? null,
  });
  if (!key) return refuse("name", `You have ${MAX_API_KEYS} keys, which is the most. Revoke one first.`);
  await recordSecurityEvent({ userId: viewer.userId, kind: "api_key_made", detail: name }, request.headers);
  return { kind: "created", key, name };
}

async function revoke(request: Request, { userId }: Viewer, id: string): Promise<ApiKeyResult> {
  if (!(await revokeApiKey({ userId, id }))) return { kind: "not_found" };
  await recordSecurityEvent({ userId, kind: "api_key_revoked" }, request.headers);
  return { kind: "revoked" };
}

/** The viewer's keys, for the page. */
export async function apiKeyEntries(
  { userId }: Viewer,
  { timeZone, language }: { timeZone: string; language: string },
): Promise<ApiKeyEntry[]> {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone });
  const minute = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const { db } = await getDatabase();
  const keys = await listApiKeys(db, userId);
  return keys.map(({ id, name, start, permissions, createdAt, expiresAt, lastRequest }) => ({
    id,
    name: name ?? "",
    start: start ?? "",
    canWrite: permissions?.includes('"write"') === true,
    made: day.format(createdAt),
    ends: expiresAt && day.format(expiresAt),
    used: lastRequest && minute.format(lastRequest),
  }));
}
