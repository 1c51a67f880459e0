import type { PGlite } from "@electric-sql/pglite";

import { log } from "#app/log.server.ts";

/** PostgreSQL has given up, or its code has failed. Neither leaves a state in which it could go on. */
const isPanic = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError ||
  (error instanceof Error && "severity" in error && error.severity === "PANIC");

/** The methods of PGlite by which all others send statements. */
const METHODS = ["execProtocolStream", "execProtocol", "execProtocolRaw"] as const;

/**
 * Ends this process when PGlite gives up, because there is no room for its log or the disk has failed. A process of
 * PostgreSQL would end by itself, and be started again with what is on the disk. PGlite answers nothing more, and the
 * process with it: the next statement is calculated for ever.
 */
export function endOnPanic(client: Pick<PGlite, (typeof METHODS)[number]>): void {
  for (const name of METHODS) {
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
  log.fatal(
    { err: error },
    "the embedded database has given up; start again, if need be when the disk has room",
  );
  process.exit(1);
}
