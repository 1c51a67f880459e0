import { env } from "#app/env.server.ts";

/** The largest file that can be attached, in bytes. */
export const MAX_FILE_BYTES = env.MAX_FILE_MB * 1024 * 1024;
