/**
 * `GET /robots.txt`. Shared conversations aren't in it: their `noindex` is read only by crawlers that may open them,
 * and so are the previews of their links.
 */
export function loader() {
  const closed = ["/api/", "/chat", "/history", "/tasks", "/settings", "/palette", "/sign-out", "/readyz"];
  const lines = ["User-agent: *", "Allow: /$", ...closed.map((path) => `Disallow: ${path}`), ""];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
