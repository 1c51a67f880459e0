import { findUser } from "#db/queries/admin-users.ts";
import type { User } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { OperationError } from "./operation.server.ts";

/** The user with an address or an id. @throws {OperationError} when there is none */
export async function requireUser(db: Database, emailOrId: string): Promise<User> {
  const found = await findUser(db, emailOrId.trim());
  if (!found) throw new OperationError(`There is no user ${emailOrId}.`);
  return found;
}
