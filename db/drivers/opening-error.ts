import { statfsSync } from "node:fs";

/** A segment of PostgreSQL's log, and what else a start writes. */
const NEEDED_MB = 32;

/** Why PGlite could not be opened. It ends without a reason when PostgreSQL gives up while it starts. */
export function openingError(error: unknown, dataDir: string | undefined): unknown {
  const hasGivenUp = error instanceof Error && error.message.startsWith("Aborted(");
  if (!hasGivenUp || dataDir === undefined) return error;
  const { bavail, bsize } = statfsSync(dataDir);
  const megabytes = Math.floor((bavail * bsize) / 1024 ** 2);
  const reason =
    megabytes < NEEDED_MB
      ? `its disk has ${megabytes} MB left, and it needs ${NEEDED_MB} to start.`
      : "PostgreSQL gave up on its files. If the disk is sound, restore a backup into another DATA_DIR.";
  return new Error(`${dataDir} can't be opened: ${reason}`, { cause: error });
}
