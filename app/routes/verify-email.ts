import { verifyEmail } from "#app/auth/verify-email.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/verify-email";

/** `GET /verify-email?token&next`: the link of a mail. */
export async function loader({ request }: Route.LoaderArgs) {
  const response = await orOneMoment(verifyEmail(request));
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("cache-control", "no-store");
  return response;
}
