/** The process is up. Says nothing of what it depends on: `/readyz` does. */
export function loader() {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
