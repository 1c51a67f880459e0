import { inBackground } from "#app/background.ts";
import { stopRunsOfUser } from "#app/runs/stop.ts";
import { announceEndedSessions } from "#app/runs/process.ts";
import { log } from "#app/log.server.ts";
import { getDatabase } from "#db/client.ts";
import { deleteUserData } from "#db/queries/account-deletion.ts";
import { giveUpAccount } from "#db/queries/accounts.ts";

/**
 * Deletes an account: at once, nobody is signed in to it any more and its answers stop. What it has is deleted in the
 * background; housekeeping goes on with it if this process ends before.
 *
 * @returns a promise of the end of that, for those who have to wait for it
 */
export async function deleteAccount(userId: string): Promise<{ gone: Promise<void> }> {
  const { db } = await getDatabase();
  await giveUpAccount(db, userId);
  await announceEndedSessions();
  await stopRunsOfUser(userId);
  const gone = inBackground(deleteUserData(db, userId));
  gone.catch((error: unknown) => log.error({ err: error }, "could not delete an account; will try again"));
  return { gone };
}
