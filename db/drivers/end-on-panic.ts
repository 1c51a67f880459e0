import type { PGlite } from "@electric-sql/pglite";

import { log } from "#app/log.server.ts";

const isPanic = (error: unknown): boolean =>
  error instanceof Error && "severity" in error && error.severity === "PANIC";

/**
 * Ends this process when PGlite gives up, because there is no room for its log or the disk has failed. A process of
 * PostgreSQL would end by itself, and be started again with what is on the disk. PGlite answers nothing more, and the
 * process with it: the next statement is calculated for ever.
 */
export function endOnPanic(client: PGlite): void {
  const methods = ["execProtocolStream", "execProtocol", "execProtocolRaw"] as const;
  for (const name of methods) {
    const method: (...given: never[]) => Promise<unknown> = client[name];
    Object.defineProperty(client, name, {
      value: async (...given: unknown[]) => {
        try {
          return await Reflect.apply(method, client, given);
        } catch (error) {
          if (isPanic(error)) end(error);
          throw error;
        }
      },
    });
  }
}

function end(error: unknown): never {
  log.fatal({ err: error }, "the embedded database has given up; start again when the disk has room");
  process.exit(1);
}
