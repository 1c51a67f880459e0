import type { RequestListener } from "node:http";
import { createRequestListener, type FetchHandler } from "@remix-run/node-fetch-server";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { CLIENT_IP_HEADER, clientIp } from "./client-ip.ts";
import { compress } from "./compress.ts";
import { requestHost, requestProtocol } from "./origin.ts";

/**
 * Node's request → React Router → Node's response. The request that routes see carries the origin that
 * people use (`APP_URL`) and the client's address; React Router compares a form's `Origin` with the former.
 */
export function createListener(build: ServerBuild, mode: string): RequestListener {
  const handle = createRequestHandler(build, mode);
  const handler: FetchHandler = async (request, client) => {
    request.headers.set(CLIENT_IP_HEADER, clientIp(request.headers, client.address));
    return compress(await handle(request, new RouterContextProvider()), request);
  };

  // One listener per host (there are two on loopback), because its host is fixed when it is made.
  const listeners = new Map<string | undefined, RequestListener>();
  return (incoming, outgoing) => {
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

/** What never became a request (`OPTIONS *`, a broken Host) is the client's mistake; the rest is ours. */
function onError(error: unknown): Response {
  const malformed = error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL";
  if (!malformed) log.error({ err: error }, "request failed outside the router");
  return new Response(malformed ? "Bad Request" : "Internal Server Error", {
    status: malformed ? 400 : 500,
    headers: { "content-type": "text/plain" },
  });
}
