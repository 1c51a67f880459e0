import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "#app/env.server.ts";

let known: string | undefined;

/**
 * The secret that signs cookies and encrypts keys. Without `BETTER_AUTH_SECRET` it is generated once and
 * stored in `DATA_DIR`. With a public `APP_URL` the variable is required: `env.server.ts` refuses to start
 * without it.
 */
export function authSecret(): string {
  return (known ??= env.BETTER_AUTH_SECRET ?? localSecret(join(env.DATA_DIR, "auth-secret")));
}

function localSecret(file: string): string {
  mkdirSync(env.DATA_DIR, { recursive: true });
  try {
    // "wx" fails when the file exists: when two processes start at once, one writes it and both read it.
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8");
}
