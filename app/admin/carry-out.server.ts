import { getDatabase } from "#db/client.ts";
import { insertAudit } from "#db/queries/admin-users.ts";
import { backupOperations } from "./backup.server.ts";
import type { CommandName } from "./commands.server.ts";
import { OperationError, type Actor, type Operation, type OperationContext } from "./operation.server.ts";
import { sessionAndRunOperations } from "./sessions-and-runs.server.ts";
import { upkeepOperations } from "./upkeep.server.ts";
import { userOperations } from "./users.server.ts";

const operations: Readonly<Record<CommandName, Operation>> = {
  ...userOperations,
  ...sessionAndRunOperations,
  ...upkeepOperations,
  ...backupOperations,
};

/**
 * Carries an operation out, and writes it into the audit log.
 *
 * @returns its result, which JSON can hold
 * @throws {OperationError} with a sentence for the operator
 */
export async function carryOut(
  name: string,
  input: unknown,
  actor: Actor,
  onProgress: OperationContext["onProgress"] = () => undefined,
): Promise<unknown> {
  if (!isCommand(name)) throw new OperationError(`There is no ${name.replaceAll(".", " ")}.`);
  const { db } = await getDatabase();
  const { result, audit } = await operations[name].carryOut({ db, actor, onProgress }, input);
  if (audit) {
    await insertAudit(db, {
      action: name,
      via: actor.via,
      actorId: actor.via === "page" ? actor.userId : null,
      userId: audit.userId ?? null,
      detail: audit.detail ?? null,
    });
  }
  return result;
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(operations, name);
