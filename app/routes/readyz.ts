import { getDatabase } from "#db/client.server.ts";
import { lifecycle } from "#app/http/lifecycle.ts";
import { log } from "#app/log.server.ts";

/** Ready for traffic: the database answers, is migrated, and the process isn't stopping. */
export async function loader() {
  const problem = lifecycle.stopping ? "stopping" : await databaseProblem();
  return Response.json(problem ? { status: "unavailable", problem } : { status: "ok" }, {
    status: problem ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}

async function databaseProblem(): Promise<string | undefined> {
  try {
    const database = await getDatabase();
    const pending = await database.pendingMigrations();
    return pending.length > 0 ? "migrations are pending" : undefined;
  } catch (error) {
    log.error({ err: error }, "the database can't be reached");
    return "the database can't be reached";
  }
}
