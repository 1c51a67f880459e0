import { setTimeout as delay } from "node:timers/promises";
import { pruneChatKitSessions } from "#db/queries/chatkit-sessions.ts";
import { deleteUserData, giveUpGuests } from "#db/queries/account-deletion.ts";
import { listGivenUp } from "#db/queries/accounts.ts";
import { checkpointDue } from "#db/checkpoint.ts";
import { prunings } from "#db/queries/prune.ts";
import { hasSearchIndex, indexForSearch } from "#db/queries/search-index.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { vacuumDue } from "#db/vacuum.ts";
import { inBackground, isStopping } from "./background.ts";
import { deleteStoredFiles } from "./files/stored-files.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The first round is no part of the start: who waits for that has the processor to themselves. */
const FIRST_MS = 10 * 1000;
const EVERY_MS = 10 * 60 * 1000;
/** Rows of one statement, so that none holds locks for long. Guests have many rows of their own. */
const BATCH = 200;
/** Batches of one kind in one round. What is left waits for the next. */
const BATCHES = 50;
/** Messages that are indexed in one transaction. PGlite has one connection, so others wait for it. */
const INDEX_BATCH = 20;
const INDEX_PAUSE_MS = 20;
/** How soon an import can be searched. */
const INDEX_EVERY_MS = 60 * 1000;
/** As often as PostgreSQL's autovacuum by default. */
const UPKEEP_EVERY_MS = 60 * 1000;

let started = false;

/**
 * Deletes what has had its day, soon and then every ten minutes: old event logs, expired sign-ins and client secrets,
 * abandoned guests. Every process does it; they leave each other's rows alone.
 * The embedded database gets what PostgreSQL has processes for.
 */
export function startHousekeeping({ db, driver }: DatabaseHandle): void {
  if (started) return;
  started = true;
  const begin = (round: (db: Database) => Promise<unknown>) => () => {
    if (!isStopping()) void inBackground(round(db));
  };
  const repeat = (round: (db: Database) => Promise<unknown>, everyMs: number) => {
    setTimeout(begin(round), FIRST_MS).unref();
    setInterval(begin(round), everyMs).unref();
  };
  begin(warnWithoutIndex)();
  repeat(prune, EVERY_MS);
  repeat(indexAll, INDEX_EVERY_MS);
  if (driver === "pglite") repeat(keepUp, UPKEEP_EVERY_MS);
}

async function warnWithoutIndex(db: Database): Promise<void> {
  if (await hasSearchIndex(db).catch(() => true)) return;
  log.warn(
    "search has no index, because PostgreSQL refused the extension pg_trgm or btree_gin: it reads all messages of a user",
  );
}

async function keepUp(db: Database): Promise<void> {
  try {
    const began = performance.now();
    const vacuumed = await vacuumDue(db, { isStopping });
    const hasCheckpoint = await checkpointDue(db);
    if (vacuumed.length === 0 && !hasCheckpoint) return;
    const ms = Math.round(performance.now() - began);
    log.debug({ vacuumed, checkpoint: hasCheckpoint, ms }, "did the upkeep of the embedded database");
  } catch (error) {
    log.error({ err: error }, "could not do the upkeep of the embedded database; will try again");
  }
}

let isIndexing = false;

/** Indexes for search what isn't yet: what an earlier version or an import has stored. */
async function indexAll(db: Database): Promise<void> {
  if (isIndexing) return;
  isIndexing = true;
  try {
    let total = 0;
    for (let indexed = INDEX_BATCH; indexed > 0 && !isStopping(); total += indexed) {
      indexed = await indexForSearch(db, INDEX_BATCH);
      // Requests come first.
      await delay(INDEX_PAUSE_MS);
    }
    if (total > 0) log.info({ indexed: total }, "indexed messages for search");
  } catch (error) {
    log.error({ err: error }, "could not index messages for search; will try again");
  } finally {
    isIndexing = false;
  }
}

/**
 * One round. A kind that fails doesn't keep the others from being pruned.
 *
 * @returns the number of deleted rows by kind, of those that had some
 */
export async function prune(db: Database, now = new Date()): Promise<Record<string, number>> {
  const pruned: Record<string, number> = {};
  const round = async (name: string, work: () => Promise<number>) => {
    if (isStopping()) return;
    const count = await logged(name, work);
    if (count > 0) pruned[name] = count;
  };
  for (const [name, pruneBatch] of Object.entries(prunings)) {
    await round(name, () => inBatches(() => pruneBatch(db, { now, limit: BATCH })));
  }
  await round("expired client secrets", () => pruneChatKitSessions(db, now));
  const before = new Date(now.getTime() - env.GUEST_DAYS * DAY_MS);
  await round("guests who didn't come back", () =>
    inBatches(() => giveUpGuests(db, { before, limit: BATCH })),
  );
  await round("accounts that were given up", async () => {
    const ids = await listGivenUp(db, BATCH);
    let deleted = 0;
    for (const id of ids) {
      if (isStopping()) break;
      await deleteUserData(db, id);
      deleted += 1;
    }
    return deleted;
  });
  await round("files of what was deleted", () => inBatches(() => deleteStoredFiles(db, { limit: BATCH })));
  return pruned;
}

async function inBatches(pruneBatch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES && !isStopping(); batch++) {
    const pruned = await pruneBatch();
    total += pruned;
    if (pruned < BATCH) break;
  }
  return total;
}

async function logged(name: string, work: () => Promise<number>): Promise<number> {
  try {
    const pruned = await work();
    if (pruned > 0) log.info({ pruned }, `deleted ${name}`);
    return pruned;
  } catch (error) {
    log.error({ err: error }, `could not delete ${name}; will try again`);
    return 0;
  }
}
