import { getDatabase } from "#db/client.ts";
import { countUsers, listActiveRuns, listAudit, listFailedRuns, listUsers } from "#db/queries/admin-users.ts";
import { listInvitations } from "#db/queries/invitations.ts";
import { usageByDay, usageByPerson, type UsageOfDay } from "#db/queries/usage.ts";
import type { AdminData } from "./admin-data.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const USERS = 50;
const USAGE_DAYS = 28;
const PEOPLE = 10;
const ROWS = 20;

interface Place {
  timeZone: string;
  language: string;
}

/** What the page for administrators shows. Times are in the administrator's zone and language. */
export async function loadAdmin(
  query: { q: string | undefined; guests: boolean; cursor: string | undefined },
  { timeZone, language }: Place,
): Promise<AdminData> {
  const { db } = await getDatabase();
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const at = (time: Date | null) => (time === null ? null : format.format(time));
  const [counts, days, people, users, invitations, active, failed, log] = await Promise.all([
    countUsers(db),
    usageByDay(db, USAGE_DAYS),
    usageByPerson(db, { days: USAGE_DAYS, limit: PEOPLE }),
    listUsers(db, { ...query, limit: USERS }),
    listInvitations(db, ROWS),
    listActiveRuns(db, ROWS),
    listFailedRuns(db, ROWS),
    listAudit(db, ROWS),
  ]);
  const run = ({ id, kind, model, endReason, status, createdAt }: (typeof active)[number]) => ({
    id,
    kind,
    model,
    reason: endReason ?? status,
    since: format.format(createdAt),
  });
  const now = new Date();
  return {
    counts,
    usage: { days: everyDay(days, new Date()), people },
    users: users.rows.map(({ createdAt, lastSeenAt, ...user }) => ({
      ...user,
      email: user.isGuest ? null : user.email,
      createdAt: format.format(createdAt),
      lastSeenAt: at(lastSeenAt),
    })),
    next: users.nextCursor,
    invitations: invitations.map(({ id, email, role, uses, maxUses, expiresAt, revokedAt }) => ({
      id,
      email,
      role,
      uses,
      maxUses,
      expiresAt: format.format(expiresAt),
      isOpen: revokedAt === null && expiresAt > now && uses < maxUses,
    })),
    active: active.map(run),
    failed: failed.map(run),
    log: log.map(({ id, via, action, detail, createdAt, actorEmail }) => ({
      id,
      who: via === "command" ? "Operator" : (actorEmail ?? "A deleted account"),
      action,
      detail: Object.entries(detail ?? {})
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
      at: format.format(createdAt),
    })),
  };
}

/** The days up to now, oldest first, with those on which nobody was answered. */
function everyDay(days: UsageOfDay[], now: Date): UsageOfDay[] {
  const known = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: USAGE_DAYS }, (_, at) => {
    const day = new Date(now.getTime() - (USAGE_DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, turns: 0, failed: 0, inputTokens: 0, outputTokens: 0 };
  });
}
