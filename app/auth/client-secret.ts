import { createHash, randomBytes } from "node:crypto";

/** Tells a client secret from a JWT, and a leaked one from anything else. */
export const SECRET_PREFIX = "ck_secret_";

/** A new client secret of 256 random bits. Only its hash is stored: a stolen database gives no access. */
export function newSecret(): string {
  return SECRET_PREFIX + randomBytes(32).toString("base64url");
}

/** SHA-256 in hex. Enough without salt or stretching, because the secret itself is random. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
