import { getDatabase } from "#db/client.ts";
import { findUserByEmail } from "#db/queries/accounts.ts";
import { countSecurityEvents, insertSecurityEvent } from "#db/queries/security-events.ts";
import type { SecurityEventKind } from "#db/schema/index.ts";
import { CLIENT_IP_HEADER } from "#app/http/origin.ts";
import { log } from "#app/log.server.ts";

/** Failed sign-ins of one user that are recorded in an hour. Guessing a password must not fill the table. */
const FAILURES_PER_HOUR = 20;
const HOUR_MS = 60 * 60 * 1000;

export interface NewEvent {
  userId: string;
  kind: SecurityEventKind;
  /** What the kind alone doesn't say, such as the way of a sign-in. */
  detail?: string;
}

/**
 * Stores what has happened to an account's security, with the address and the browser of a request. A failure is only
 * logged: what has happened can't be taken back.
 */
export async function recordSecurityEvent(event: NewEvent, headers?: Headers | null): Promise<void> {
  try {
    const { db } = await getDatabase();
    await insertSecurityEvent(db, {
      ...event,
      ipAddress: headers?.get(CLIENT_IP_HEADER) ?? null,
      userAgent: headers?.get("user-agent") ?? null,
    });
  } catch (error) {
    log.error({ err: error, kind: event.kind }, "could not record a security event");
  }
}

/**
 * Records a failed sign-in with an address, if it has an account. It isn't to be waited for: the time of an answer must
 * not tell whether there is one.
 */
export async function recordFailedSignIn(email: string, headers?: Headers | null): Promise<void> {
  const { db } = await getDatabase();
  const user = await findUserByEmail(db, email);
  if (!user) return;
  const kind = "sign_in_failed";
  const since = new Date(Date.now() - HOUR_MS);
  if ((await countSecurityEvents(db, { userId: user.id, kind, since })) >= FAILURES_PER_HOUR) return;
  await recordSecurityEvent({ userId: user.id, kind }, headers);
}
