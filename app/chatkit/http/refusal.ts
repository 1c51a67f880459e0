import type { RequestIssue } from "../errors.ts";

interface Refused {
  code: string;
  message: string;
  status: number;
  issues?: readonly RequestIssue[];
  /** In seconds. */
  retryAfter?: number | undefined;
}

/** The response that says why a request isn't served. ChatKit shows the outer `message`. */
export function refusal(
  { code, message, status, issues = [], retryAfter }: Refused,
  more: Record<string, string> = {},
): Response {
  const headers = new Headers({ "cache-control": "no-store", ...more });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (retryAfter !== undefined) headers.set("retry-after", String(Math.ceil(retryAfter)));
  const error = { code, message, ...(issues.length > 0 && { issues }) };
  return Response.json({ error, message }, { status, headers });
}
