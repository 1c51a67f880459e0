import { timingSafeEqual } from "node:crypto";
import { createServer, type Server } from "node:http";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { registry } from "#app/metrics.server.ts";

/** The metrics of this process in Prometheus' text format. */
export async function metricsResponse(): Promise<Response> {
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}

/** Whether a request may read the metrics on the app's own port: with `METRICS_TOKEN`, and never without one. */
export function mayReadMetrics(authorization: string | null): boolean {
  const token = env.METRICS_TOKEN;
  if (!token) return false;
  const [given, wanted] = [Buffer.from(authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Serves `/metrics` on `METRICS_PORT`, if that is set, for a Prometheus in the same network: this port isn't to be reachable from
 * elsewhere. @returns undefined when it isn't set
 */
export function serveMetrics(): Server | undefined {
  if (env.METRICS_PORT === undefined) return undefined;
  const server = createServer((request, response) => {
    if (request.url !== "/metrics" || request.method !== "GET") return response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
    return undefined;
  });
  server.on("error", (error) => log.error({ err: error }, "METRICS_PORT can't be served"));
  server.listen(env.METRICS_PORT, env.HOST);
  server.unref();
  return server;
}
