import { redirect } from "react-router";

/** A redirect with better-auth's cookies. A 303 turns the POST into a GET. */
export function leaveFor(path: string, from: Response): Response {
  const response = redirect(path, 303);
  for (const cookie of from.headers.getSetCookie()) response.headers.append("set-cookie", cookie);
  return response;
}
