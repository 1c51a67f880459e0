/**
 * Cancels the body of a response that nobody will read, so that what makes it ends and lets go of what it has open: the one
 * of a HEAD request, and the one of a client that leaves before its response is sent. React Router drops that response.
 */
export function releaseUnread(response: Response, { method, signal }: Request): Response {
  const { body, status, statusText, headers } = response;
  if (!body) return response;
  const release = () => {
    // Who reads it sees to it.
    if (!body.locked) void body.cancel().catch(() => undefined);
  };
  if (method === "HEAD") {
    release();
    return new Response(null, { status, statusText, headers });
  }
  if (signal.aborted) release();
  else signal.addEventListener("abort", release, { once: true });
  return response;
}
