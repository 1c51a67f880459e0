import { env } from "#app/env.server.ts";

import { createDatabase } from "./create-database.ts";
import type { DatabaseHandle } from "./types.ts";

declare global {
  /** On the global object, because a module that is reloaded in development would open a second database. */
  var chatDatabase: Promise<DatabaseHandle> | undefined;
}

/** The app's database. The first call opens it; after a failure, the next call tries again. */
export function getDatabase(): Promise<DatabaseHandle> {
  globalThis.chatDatabase ??= open().catch((error: unknown) => {
    globalThis.chatDatabase = undefined;
    throw error;
  });
  return globalThis.chatDatabase;
}

/** Closes the app's database if it is open. */
export async function closeDatabase(): Promise<void> {
  const opened = globalThis.chatDatabase;
  globalThis.chatDatabase = undefined;
  if (opened) await (await opened).close();
}

function open(): Promise<DatabaseHandle> {
  return createDatabase({
    driver: env.DATABASE_DRIVER,
    url: env.DATABASE_URL,
    unpooledUrl: env.DATABASE_URL_UNPOOLED,
    dataDir: env.DATA_DIR,
    neonWsProxy: env.NEON_WS_PROXY,
  });
}
