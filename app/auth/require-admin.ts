import { data } from "react-router";
import { getDatabase } from "#db/client.ts";
import { getRole } from "#db/queries/accounts.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Lets administrators through. The role is read each time: one that was taken away counts at once.
 *
 * @throws a 404 for everybody else, who needn't know that there is such a page
 */
export async function requireAdmin({ userId }: Viewer): Promise<void> {
  const { db } = await getDatabase();
  if ((await getRole(db, userId)) !== "admin") throw data(null, { status: 404 });
}
