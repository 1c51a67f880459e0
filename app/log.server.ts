import { pino } from "pino";
import { env } from "./env.server.ts";

/**
 * One JSON line per event on stdout. What a person wrote, and every secret, stays out of it: log ids,
 * codes and durations.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
