import { bearerToken, namedByCookie, namedByJwt } from "#app/auth/caller.ts";
import { isApiKey } from "#app/auth/api-keys.ts";
import { createOrRetrieve } from "#app/auth/chatkit-session.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { api, privateJson } from "#app/http/api.ts";
import { readOptionalJson } from "#app/http/json-body.ts";
import { countRequest } from "#app/limits/requests.ts";
import type { Route } from "./+types/api.chatkit.session";

/**
 * `POST /api/chatkit/session`: makes a short-lived client secret from a JWT or this origin's session cookie.
 */
const route = api({
  async POST({ request }: Route.ActionArgs) {
    const caller = await signedInCaller(request);
    await countRequest("sessions", caller.userId);
    return privateJson(await createOrRetrieve(caller, await readOptionalJson(request)));
  },
});
export const loader = route;
export const action = route;

/** Whoever is named may have signed out since then: the session is only made for a sign-in that hasn't ended. */
async function signedInCaller(request: Request): Promise<{ userId: string; sessionId: string }> {
  const token = bearerToken(request);
  if (token && isApiKey(token)) {
    throw new ChatKitError("forbidden", "An API key is sent as it is. It makes no client secrets.");
  }
  const caller = token ? await namedByJwt(token) : await namedByCookie(request);
  if (!caller)
    throw new ChatKitError(
      "unauthorized",
      "Sign in first: send a token from /api/auth/token, or the session cookie.",
    );
  return caller;
}
