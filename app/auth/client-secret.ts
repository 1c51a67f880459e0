import { createHash, randomBytes } from "node:crypto";

/** Distinguishes a client secret from a JWT, and lets secret scanners find a leaked one. */
export const SECRET_PREFIX = "ck_secret_";

/** A new client secret of 256 random bits. Only its hash is stored, so a stolen database gives no access. */
export function newSecret(): string {
  return SECRET_PREFIX + randomBytes(32).toString("base64url");
}

/** SHA-256 in hex. It needs no salt or stretching, because the secret is random. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
