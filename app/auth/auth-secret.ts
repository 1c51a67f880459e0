import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "#app/env.server.ts";

let known: string | undefined;

/**
 * What cookies and keys are signed with. On a machine of one's own it is made once and kept beside the
 * data; with a public `APP_URL` the environment must name it (`env.server.ts` refuses to start without).
 */
export function authSecret(): string {
  return (known ??= env.BETTER_AUTH_SECRET ?? localSecret(join(env.DATA_DIR, "auth-secret")));
}

function localSecret(file: string): string {
  mkdirSync(env.DATA_DIR, { recursive: true });
  try {
    // "wx": of two processes that start at once, one makes the file and both read it.
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8");
}
