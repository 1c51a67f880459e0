import { ChatKitError } from "#app/chatkit/errors.ts";

/** Longer than any UUID or hash; the database's index could not hold a key of some thousand bytes. */
const MAX_LENGTH = 255;

/**
 * The `Idempotency-Key` of a send: one per logical send, repeated when it is sent again. Null without one.
 *
 * @throws {ChatKitError} `invalid_request` over 255 characters
 */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key")?.trim() || null;
  if (key && key.length > MAX_LENGTH) {
    throw new ChatKitError("invalid_request", `Idempotency-Key: at most ${MAX_LENGTH} characters.`);
  }
  return key;
}
