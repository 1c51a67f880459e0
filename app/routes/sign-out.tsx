import { redirect } from "react-router";
import { leaveFor } from "#app/auth/leave-for.ts";
import { expiredSessionCookies } from "#app/auth/cookies.ts";
import { signOut } from "#app/auth/credentials.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/sign-out";

/**
 * Ends the session and removes its cookies, even when the session had already ended. It also clears the
 * browser's storage, which contains drafts that the next user of the browser must not see.
 */
export async function action({ request }: Route.ActionArgs) {
  const response = leaveFor("/sign-in", await orOneMoment(signOut(request)));
  for (const cookie of expiredSessionCookies(request.headers)) response.headers.append("set-cookie", cookie);
  response.headers.set("clear-site-data", '"storage"');
  return response;
}

export function loader() {
  throw redirect("/settings");
}
