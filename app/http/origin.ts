import { env, isLoopback } from "#app/env.server.ts";

/**
 * The host that a request is taken to be for. `APP_URL` decides, because a proxy in front may send any
 * `Host`; on loopback `localhost` and `127.0.0.1` stay interchangeable, so a person may open either.
 */
export function requestHost(hostHeader: string | undefined): string | undefined {
  if (!env.APP_URL) return hostHeader;
  const configured = new URL(env.APP_URL);
  if (env.isPublic || !hostHeader) return configured.host;
  const url = `${configured.protocol}//${hostHeader}`;
  const sameMachine = URL.canParse(url) && isLoopback(url) && new URL(url).port === configured.port;
  return sameMachine ? hostHeader : configured.host;
}

/** `http:` or `https:`, as people reach the app, which TLS in front of it hides from the process. */
export const requestProtocol = new URL(env.appOrigin).protocol;

/**
 * Carries the client's address inside this process. It is overwritten on every request, so a client
 * can't choose its own rate-limit bucket by sending it (or an `X-Forwarded-For`).
 */
export const CLIENT_IP_HEADER = "x-chat-client-ip";

/** The socket's address, or the last one that the trusted proxy names in the header `CLIENT_IP_HEADER`. */
export function clientIp(headers: Headers, socketAddress: string): string {
  const trusted = env.CLIENT_IP_HEADER ? headers.get(env.CLIENT_IP_HEADER) : null;
  return trusted?.split(",").at(-1)?.trim() || socketAddress || "unknown";
}
