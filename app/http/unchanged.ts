import { createHash } from "node:crypto";

/**
 * A JSON response with an `ETag`, or 304 without a body when the client's `If-None-Match` has that tag (RFC 9110,
 * 13.1.2). The tag is weak: it stands for `essence`, and `body` may contain more, such as the time of its making.
 */
export function unlessUnchanged(request: Request, body: object, essence: object): Response {
  const hash = createHash("sha256").update(JSON.stringify(essence)).digest("base64url").slice(0, 24);
  const etag = `W/"${hash}"`;
  const headers = { etag, "cache-control": "no-store" };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((tag) => tag.trim() === etag)) return new Response(null, { status: 304, headers });
  return Response.json(body, { headers });
}
