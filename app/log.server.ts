import { pino, stdSerializers } from "pino";
import { env } from "./env.server.ts";

/**
 * An error as pino tells it, without the values of a failed query: drizzle puts them into its message, and
 * they are what people wrote.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { params: _, ...told } = stdSerializers.err(error);
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const at = each.message.startsWith("Failed query:") ? each.message.indexOf("\nparams:") : -1;
    if (at < 0) continue;
    const values = each.message.slice(at);
    told.message = told.message.replace(values, () => "");
    told.stack = told.stack.replace(values, () => "");
  }
  return told;
}

/**
 * One JSON line per event on stdout. What a person wrote, and every secret, stays out of it: log ids,
 * codes and durations.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: withoutValues },
});
