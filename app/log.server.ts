import { pino, stdSerializers } from "pino";
import { env } from "./env.server.ts";
import { traceId } from "./traces.server.ts";

/**
 * pino's error serializer, without the parameter values of a failed query: drizzle puts them into its
 * message, and they contain users' texts.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { params: _, ...serialized } = stdSerializers.err(error);
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const at = each.message.startsWith("Failed query:") ? each.message.indexOf("\nparams:") : -1;
    if (at < 0) continue;
    const values = each.message.slice(at);
    serialized.message = serialized.message.replace(values, () => "");
    serialized.stack = serialized.stack.replace(values, () => "");
  }
  return serialized;
}

/**
 * Logs one JSON line per event to stdout. Never log users' texts or secrets: log ids, codes and durations.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: withoutValues },
  mixin() {
    const id = traceId();
    return id === undefined ? {} : { trace_id: id };
  },
});
