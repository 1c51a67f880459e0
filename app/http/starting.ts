import type { RequestListener } from "node:http";
import { env } from "#app/env.server.ts";
import { escapeHtml } from "#app/ui/escape-html.ts";
import { allowListedOrigin } from "./cors.ts";
import { givenOrNewId } from "./request-id.ts";

const RETRY_SECONDS = 2;
const SENTENCE =
  "The app is starting: it opens its database, which takes some seconds, longer after a crash. Please try again.";

/**
 * Answers while the process isn't ready, so that people see what is happening rather than a refused connection.
 * The process is up, which is what `/healthz` asks; everything else is a 503.
 */
export const answerWhileStarting: RequestListener = (request, response) => {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (allowListedOrigin(request, response, path)) return;
  const id = givenOrNewId(request.headers["x-request-id"]);
  response.setHeader("x-request-id", id);
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
  if (path === "/healthz") return sendJson(response, 200, { status: "ok" });
  response.setHeader("retry-after", String(RETRY_SECONDS));
  if (path === "/readyz") {
    return sendJson(response, 503, { status: "unavailable", problem: "starting" });
  }
  if (path.startsWith("/api/")) {
    const error = { code: "unavailable", message: SENTENCE, request_id: id };
    return sendJson(response, 503, { error, message: SENTENCE });
  }
  if (request.method === "GET") response.setHeader("refresh", String(RETRY_SECONDS));
  response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  response.writeHead(503, { "content-type": "text/html; charset=utf-8" });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<meta name="color-scheme" content="light dark"><title>One moment · ${escapeHtml(env.brand.name)}</title>` +
      `<main><h1>One moment</h1><p>${SENTENCE}</p></main></html>`,
  );
};

function sendJson(response: Parameters<RequestListener>[1], status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
