import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "#db/types.ts";
import type { AppProcess } from "#tests/support/app-process.ts";
import type { PostgresServer } from "#tests/support/postgres.ts";
import type { Balancer } from "./balancer.ts";
import type { Random } from "./random.ts";

interface Stage {
  balancer: Balancer;
  postgres: PostgresServer;
  database: Database;
  random: Random;
  start(): Promise<AppProcess>;
}

/** Injects one fault after the other until `isOver`, and counts them by their names. */
export async function injectFaults(stage: Stage, isOver: () => boolean): Promise<Record<string, number>> {
  const { random, balancer, database } = stage;
  const injected: Record<string, number> = {};
  const faults: Record<string, () => Promise<unknown>> = {
    "kill -9 of a process": () => killOne(stage),
    "PostgreSQL restarted": () => stage.postgres.restart(random.between(200, 4_000)),
    "connections of clients cut": async () => balancer.cut(random.between(0.3, 1)),
    "connections to PostgreSQL cut": () =>
      database.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
      ),
    "a table locked": () => lock(stage, random.pick(["messages", "runs", "run_events", "conversations"])),
  };
  const [first, ...others] = Object.keys(faults);
  if (first === undefined) return injected;
  for (let next = first; !isOver(); next = random.pick([first, ...others])) {
    await delay(random.between(1_000, 4_000));
    // The fault may meet what another one has left behind, for example a database that is starting.
    const done = await faults[next]?.().then(
      () => true,
      () => false,
    );
    if (done) injected[next] = (injected[next] ?? 0) + 1;
  }
  return injected;
}

async function killOne({ balancer, random, start }: Stage): Promise<void> {
  const at = Math.floor(random.between(0, balancer.backends.length));
  const [process] = balancer.backends.splice(at, 1);
  await process?.kill();
  await delay(random.between(100, 1_500));
  // As a supervisor does, also when the database is away at the start.
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      balancer.backends.push(await start());
      return;
    } catch {
      await delay(500);
    }
  }
  throw new Error("a process could not be started again");
}

async function lock({ database, random }: Stage, table: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`lock table ${sql.identifier(table)} in access exclusive mode`);
    await delay(random.between(500, 3_000));
  });
}
