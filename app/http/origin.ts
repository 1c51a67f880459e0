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
