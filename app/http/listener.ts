import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createRequestListener, type FetchHandler } from "@remix-run/node-fetch-server";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { nameRequest, withRequestId } from "#app/http/request-id.ts";
import { CLIENT_IP_HEADER, clientIp, requestHost, requestProtocol } from "./origin.ts";
import { compress } from "./compress.ts";
import { isKnownMethod, refusal, unknownMethod } from "./gate.ts";

/**
 * Node's request → React Router → Node's response. The request that routes see carries the origin that
 * people use (`APP_URL`) and the client's address; React Router compares a form's `Origin` with the former.
 */
export function createListener(build: ServerBuild, mode: string): RequestListener {
  const handle = createRequestHandler(build, mode);
  const handler: FetchHandler = async (request, client) => {
    const context = new RouterContextProvider();
    const id = nameRequest(request, context);
    const refused = refusal(request);
    if (refused) {
      const { pathname } = new URL(request.url);
      log.warn({ request_id: id, method: request.method, path: pathname, status: refused.status }, "refused");
      return withRequestId(refused, id);
    }
    request.headers.set(CLIENT_IP_HEADER, clientIp(request.headers, client.address));
    const response = withRequestId(await handle(request, context), id);
    // Nearly all of it is one person's; what anybody may keep says so itself.
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-cache");
    return compress(response, request);
  };

  // One listener per host (there are two on loopback), because its host is fixed when it is made.
  const listeners = new Map<string | undefined, RequestListener>();
  return (incoming, outgoing) => {
    // Nothing can be made of these: a Request refuses to have such a method.
    if (!isKnownMethod(incoming.method)) return void refuseMethod(incoming, outgoing);
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
}

async function refuseMethod(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  incoming.resume();
  const id = crypto.randomUUID();
  const { status, headers, body } = withRequestId(unknownMethod(id), id);
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.end(body && (await new Response(body).text()));
}

/** What never became a request (`OPTIONS *`, a broken Host) is the client's mistake; the rest is ours. */
function onError(error: unknown): Response {
  const id = crypto.randomUUID();
  const malformed = error instanceof TypeError && (isInvalidUrl(error) || isInvalidUrl(error.cause));
  if (!malformed) log.error({ err: error, request_id: id }, "request failed outside the router");
  return new Response(malformed ? "Bad Request" : "Internal Server Error", {
    status: malformed ? 400 : 500,
    headers: { "content-type": "text/plain", "x-request-id": id },
  });
}

const isInvalidUrl = (error: unknown) =>
  error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL";
