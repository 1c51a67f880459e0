import { announceEndedSessions } from "#app/runs/process.ts";
import { stopRun } from "#app/runs/stop.ts";
import { listActiveRuns, listFailedRuns } from "#db/queries/admin-users.ts";
import { deleteOtherSessions, deleteSession, listSessions } from "#db/queries/auth-sessions.ts";
import { userOfRun } from "#db/queries/runs.ts";
import { requireUser } from "./find-user.server.ts";
import { operation, OperationError } from "./operation.server.ts";

const sessions = operation("sessions.list", {
  async run({ db }, { user }) {
    const { id } = await requireUser(db, user);
    return { result: await listSessions(db, { userId: id, limit: 100 }) };
  },
});

const revoke = operation("sessions.revoke", {
  async run({ db }, { user, session }) {
    const { id: userId } = await requireUser(db, user);
    const ended =
      session === undefined
        ? await deleteOtherSessions(db, { userId })
        : Number(await deleteSession(db, { userId, id: session }));
    if (session !== undefined && ended === 0) throw new OperationError(`There is no session ${session}.`);
    await announceEndedSessions();
    return { result: { ended }, audit: { userId, detail: { ended } } };
  },
});

const runs = operation("runs.list", {
  async run({ db }, options) {
    const found = options.failed ? listFailedRuns(db, options.limit) : listActiveRuns(db, options.limit);
    return { result: await found };
  },
});

const stop = operation("runs.stop", {
  async run({ db }, { id }) {
    const userId = await userOfRun(db, id);
    if (userId === undefined) throw new OperationError(`There is no run ${id}.`);
    await stopRun({ userId, id });
    return { result: { id, stopped: true }, audit: { userId, detail: { id } } };
  },
});

export const sessionAndRunOperations = {
  "sessions.list": sessions,
  "sessions.revoke": revoke,
  "runs.list": runs,
  "runs.stop": stop,
};
