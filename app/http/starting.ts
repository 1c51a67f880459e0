import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { env } from "#app/env.server.ts";
import { escapeHtml } from "#app/ui/escape-html.ts";
import { bodyLimit } from "./body-limit.ts";
import { allowListedOrigin } from "./cors.ts";
import { parseForm } from "./form-body.ts";
import { isFromElsewhere, requestHost, requestProtocol } from "./origin.ts";
import { givenOrNewId } from "./request-id.ts";
import { isKept, unsentForm } from "./unsent-form.ts";

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
  response.setHeader(
    "content-security-policy",
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
  );
  void answerPage(request, response);
};

async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = (await formOf(request)) ?? "";
  response.writeHead(503, { "content-type": "text/html; charset=utf-8" });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<meta name="color-scheme" content="light dark"><title>One moment · ${escapeHtml(env.brand.name)}</title>` +
      `<main><h1>One moment</h1><p>${SENTENCE}</p>${form}</main></html>`,
  );
}

/** Forms that are read at the same time. Each may have as many bytes as a message's files. */
const MAX_READ = 4;
let reading = 0;

/** What a page of this app has sent without a script, as a form that sends it again. */
async function formOf(request: IncomingMessage): Promise<string | undefined> {
  const type = request.headers["content-type"] ?? "";
  if (reading >= MAX_READ) return undefined;
  reading += 1;
  try {
    const url = new URL(`${requestProtocol}//${requestHost(request.headers.host)}${request.url}`);
    const { pathname, search } = url;
    if (!isKept({ method: request.method ?? "", pathname, type })) return undefined;
    const given = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    if (isFromElsewhere(new Request(url, { headers: given }))) return undefined;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > bodyLimit(pathname, type)) return undefined;
      chunks.push(chunk);
    }
    const form = await parseForm(Buffer.concat(chunks), type);
    return form && unsentForm(form, pathname + search);
  } catch {
    // A client that has gone, or headers that are none.
    return undefined;
  } finally {
    reading -= 1;
    // The next request on the connection would wait behind what nobody reads.
    request.resume();
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
