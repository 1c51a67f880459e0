import { env } from "#app/env.server.ts";

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
