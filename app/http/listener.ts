import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createRequestListener, type FetchHandler } from "@remix-run/node-fetch-server";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import { EVENT_STREAM } from "#app/chatkit/sse.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { markMoment } from "#app/traces.server.ts";
import { withQueryClock } from "#db/query-clock.ts";
import { givenOrNewId, nameRequest, withRequestId } from "./request-id.ts";
import { CLIENT_IP_HEADER, clientIp, requestHost, requestProtocol } from "./origin.ts";
import { declaresTooLarge, drained, tooLarge, withLimitedBody } from "./body-limit.ts";
import { compress } from "./compress.ts";
import { allowListedOrigin, variesByOrigin } from "./cors.ts";
import { asUnavailable, withRetryAfter } from "./unavailable.ts";
import { isKnownMethod, refusal, unknownMethod } from "./gate.ts";
import { logRefused } from "./log-requests.ts";
import { keepForm, unsentContext } from "./unsent-form.ts";
import { traceRequest } from "./trace-request.ts";

/** `stopping` is set on a stop signal; `/readyz` then responds with 503, so that no new traffic arrives. */
export const lifecycle = { stopping: false };

/**
 * Creates Node's request listener, which passes requests to React Router. The request that routes see has the
 * public origin (`APP_URL`), with which React Router compares a form's `Origin`, and the client's address.
 */
export function createListener(build: ServerBuild, mode: string): RequestListener {
  const handle = createRequestHandler(build, mode);
  const handler: FetchHandler = async (incoming, client) => {
    const request = await withLimitedBody(incoming);
    if (request instanceof Response) return request;
    const context = new RouterContextProvider();
    const id = nameRequest(request, context);
    const { method } = request;
    const { pathname } = new URL(request.url);
    const refused = refusal(request, id);
    if (refused) {
      logRefused({ method, pathname }, refused, id);
      return withRequestId(refused, id);
    }
    request.headers.set(CLIENT_IP_HEADER, clientIp(request.headers, client.address));
    const form = keepForm(request);
    context.set(unsentContext, form.again);
    const answer = await withTimings({ method, pathname }, () => handle(request, context));
    form.release();
    const response = withRetryAfter(withRequestId(answer, id), request);
    // Most responses contain one user's data. The others set their own cache-control.
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-cache");
    // These headers replace the ones that `allowListedOrigin` has set.
    if (variesByOrigin(pathname)) response.headers.append("vary", "origin");
    return compress(response, request);
  };

  // `createRequestListener` takes a fixed host, so there is one listener per host (two on loopback).
  const listeners = new Map<string | undefined, RequestListener>();
  const listen: RequestListener = (incoming, outgoing) => {
    const pathname = (incoming.url ?? "/").split("?", 1)[0] ?? "/";
    if (allowListedOrigin(incoming, outgoing, pathname)) return;
    // The Request constructor throws for some methods (TRACE, for example), so these never reach the router.
    if (!isKnownMethod(incoming.method)) return void refuse(incoming, outgoing, pathname, unknownMethod);
    if (declaresTooLarge(incoming, pathname)) {
      return void refuse(incoming, outgoing, pathname, (id) =>
        tooLarge({ pathname, type: incoming.headers["content-type"] }, id),
      );
    }
    outgoing.once("finish", () => discardRest(incoming));
    sendHeadsOfStreams(outgoing);
    const host = requestHost(incoming.headers.host);
    const key = env.APP_URL ? host : undefined;
    let listener = listeners.get(key);
    if (!listener) {
      listener = createRequestListener(handler, {
        protocol: requestProtocol,
        onError,
        ...(key ? { host: key } : {}),
      });
      listeners.set(key, listener);
    }
    listener(incoming, outgoing);
  };
  return (incoming, outgoing) => traceRequest(incoming, outgoing, () => listen(incoming, outgoing));
}

/**
 * Says in `Server-Timing` how long a response took until its head, and how much of that the database was waited for. Forms
 * and sign-ins don't say it: it would tell whether there is an account with an address.
 */
async function withTimings(
  { method, pathname }: { method: string; pathname: string },
  handle: () => Promise<Response>,
): Promise<Response> {
  if (method !== "GET" && !pathname.startsWith("/api/chatkit")) return handle();
  return withQueryClock(async (clock) => {
    const began = performance.now();
    const response = await handle();
    const { queries } = clock;
    const database = queries === 0 ? "" : `, db;dur=${clock.ms.toFixed(1)};desc="${queries} queries"`;
    response.headers.append("server-timing", `app;dur=${(performance.now() - began).toFixed(1)}${database}`);
    return response;
  });
}

/** Sends the head of an event stream at once. Node would send it with the first event, which may take a while. */
function sendHeadsOfStreams(outgoing: ServerResponse): void {
  const { writeHead } = outgoing;
  outgoing.writeHead = (...given: unknown[]) => {
    Reflect.apply(writeHead, outgoing, given);
    const headers = given.at(-1);
    const type = headers instanceof Object && "content-type" in headers ? headers["content-type"] : undefined;
    if (type === EVENT_STREAM["content-type"]) {
      outgoing.flushHeaders();
      markMoment("chat.stream.opened");
    }
    return outgoing;
  };
}

/**
 * Reads on in a body that a route hasn't read to its end (a form without a sign-in, for example). Otherwise the next
 * request on the connection would wait behind it.
 */
function discardRest(incoming: IncomingMessage): void {
  if (incoming.complete) return;
  incoming.removeAllListeners("data");
  incoming.resume();
}

/** Responds to a request that doesn't reach the router. */
async function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  pathname: string,
  refusalOf: (requestId: string) => Response,
): Promise<void> {
  const id = givenOrNewId(incoming.headers["x-request-id"]);
  const response = refusalOf(id);
  logRefused({ method: incoming.method, pathname }, response, id);
  const { status, headers } = withRequestId(response, id);
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.write(await response.text());
  await drained(incoming.iterator({ destroyOnReturn: false }));
  outgoing.end();
}

/**
 * Responds with 400 to input that is no valid request (`OPTIONS *`, a broken Host), with 503 while the database
 * is away, and with 500 otherwise. It also gets the errors of responses that break off after their beginning.
 */
function onError(error: unknown): Response {
  const id = crypto.randomUUID();
  const { status, text, retryAfter } = plainRefusal(error);
  if (status === 503) {
    log.warn(
      { err: error, request_id: id },
      "a response was refused or broke off: the database is busy or away",
    );
  } else if (status === 500) {
    log.error({ err: error, request_id: id }, "a response could not be made, or broke off");
  }
  const headers = new Headers({ "content-type": "text/plain", "x-request-id": id });
  if (retryAfter) headers.set("retry-after", retryAfter);
  return new Response(text, { status, headers });
}

function plainRefusal(error: unknown): { status: number; text: string; retryAfter?: string } {
  const malformed = error instanceof TypeError && (isInvalidUrl(error) || isInvalidUrl(error.cause));
  if (malformed) return { status: 400, text: "Bad Request" };
  const unavailable = asUnavailable(error);
  if (unavailable) return { status: 503, text: unavailable.message, retryAfter: "5" };
  return { status: 500, text: "Internal Server Error" };
}

const isInvalidUrl = (error: unknown) =>
  error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL";
