import { createHash, randomBytes } from "node:crypto";

/** A secret of 256 random bits. Only its hash is stored, so it is shown once. */
export const newFeedSecret = (): string => `feed_${randomBytes(32).toString("base64url")}`;

/** SHA-256 in hex. It needs no salt or stretching, because the secret is random. */
export const hashFeedSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
