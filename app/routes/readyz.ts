import { getDatabase } from "#db/client.ts";
import { api, privateJson } from "#app/http/api.ts";
import { lifecycle } from "#app/http/listener.ts";
import { log } from "#app/log.server.ts";

/** Ready for traffic: the database is reachable and migrated, and the process isn't stopping. */
const route = api({
  async GET() {
    const problem = lifecycle.stopping ? "stopping" : await databaseProblem();
    return problem
      ? privateJson({ status: "unavailable", problem }, { status: 503 })
      : privateJson({ status: "ok" });
  },
});
export const loader = route;
export const action = route;

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
