import { env, isLoopback } from "#app/env.server.ts";

/**
 * The host that requests are handled as. `APP_URL` decides it, because a proxy may send any `Host`. On
 * loopback the request's own host is kept, so that `localhost` and `127.0.0.1` both work.
 */
export function requestHost(hostHeader: string | undefined): string | undefined {
  if (!env.APP_URL) return hostHeader;
  const configured = new URL(env.APP_URL);
  if (env.isPublic || !hostHeader) return configured.host;
  const url = `${configured.protocol}//${hostHeader}`;
  const sameMachine = URL.canParse(url) && isLoopback(url) && new URL(url).port === configured.port;
  return sameMachine ? hostHeader : configured.host;
}

/** `http:` or `https:`, as users reach the app. The process can't see it behind a TLS proxy. */
export const requestProtocol = new URL(env.appOrigin).protocol;

/**
 * The header that passes the client's address on to better-auth's rate limits. It is overwritten on every
 * request, so a client can't choose its rate-limit bucket by sending this header or `X-Forwarded-For`.
 */
export const CLIENT_IP_HEADER = "x-chat-client-ip";

/**
 * The client's address: the last one in the trusted proxy's header (the variable `CLIENT_IP_HEADER`), or the
 * socket's.
 */
export function clientIp(headers: Headers, socketAddress: string): string {
  const trusted = env.CLIENT_IP_HEADER ? headers.get(env.CLIENT_IP_HEADER) : null;
  return trusted?.split(",").at(-1)?.trim() || socketAddress || "unknown";
}

/**
 * Whether a page of another origin has sent the request. Both headers are read, because a browser may leave out
 * one of them; a client that isn't a browser sends neither.
 */
export function isFromElsewhere(request: Request): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isForeign = origin !== null && origin !== new URL(request.url).origin;
  return isForeign || !["same-origin", "none", null].includes(site);
}

/**
 * The origin for a link that leaves the page, such as one in a mail. With a public `APP_URL` it is that one; a request may come
 * with any `Host`.
 */
export function linkOrigin(request?: Request): string {
  if (env.isPublic) return env.appOrigin;
  if (request) return new URL(request.url).origin;
  // With PORT=0 the port isn't known before the server listens.
  return env.APP_URL || listening === undefined ? env.appOrigin : `http://localhost:${listening}`;
}

let listening: number | undefined;

/** Says on which port this process listens. */
export function listensOn(port: number): void {
  listening = port;
}
