import { getCookieCache } from "better-auth/cookies";
import { SECURE_COOKIES } from "./auth.ts";
import { authSecret } from "./auth-secret.ts";

/** The session in the signed cookie, if there is one that can be read. Whether it has ended is not looked up. */
export async function cachedSession(request: Request) {
  try {
    return await getCookieCache(request, {
      secret: authSecret(),
      isSecure: SECURE_COOKIES,
      strategy: "compact",
    });
  } catch {
    // It doesn't decode: then it counts as absent, and better-auth reads the session from the database.
    return null;
  }
}
