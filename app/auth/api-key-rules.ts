/** Distinguishes an API key from client secrets and JWTs, and lets secret scanners find a leaked one. */
export const API_KEY_PREFIX = "ck_key_";

/** A user has at most this many. */
export const MAX_API_KEYS = 20;
export const MAX_KEY_NAME = 60;

/** Options of better-auth's plugin. Its own rate limit stops a steady client that never pauses for a whole window; `api-keys.ts` counts instead. */
export const API_KEY_OPTIONS = {
  defaultPrefix: API_KEY_PREFIX,
  requireName: true,
  maximumNameLength: MAX_KEY_NAME,
  startingCharactersConfig: { charactersLength: API_KEY_PREFIX.length + 4 },
  rateLimit: { enabled: false },
  keyExpiration: { minExpiresIn: 1, maxExpiresIn: 366 },
};
