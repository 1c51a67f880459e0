import { and, eq, getTableColumns, getTableName, gt, sql } from "drizzle-orm";
import { PgTable, type PgColumn } from "drizzle-orm/pg-core";
import * as schema from "../schema/index.ts";
import type { Database } from "../types.ts";

/**
 * Columns that nobody may download: they would let its finder in, or belong to the server. The rest of the row is part of
 * a person's data.
 */
const SECRETS: ReadonlySet<PgColumn> = new Set([
  schema.session.token,
  schema.account.accessToken,
  schema.account.refreshToken,
  schema.account.idToken,
  schema.account.password,
  schema.chatkitSessions.secretHash,
  schema.passkey.publicKey,
  schema.passkey.counter,
  schema.twoFactor.secret,
  schema.twoFactor.backupCodes,
  schema.taskFeeds.secretHash,
  // Copies of other columns, for search.
  schema.messages.searchText,
  schema.conversations.searchTitle,
]);

/** A table with a user's rows. */
interface PersonalTable {
  name: string;
  table: PgTable;
  /** The column that says whose row it is. */
  ofUser: PgColumn;
  /** A column, or the only one together with `ofUser`, that is unique among a user's rows and orders them. */
  order: PgColumn;
}

/**
 * All tables with rows of users: those with a column `user_id`, and the users. A new table is in a download without anybody
 * having to think of it.
 */
export const personalTables: readonly PersonalTable[] = Object.values(schema).flatMap((table) => {
  if (!(table instanceof PgTable)) return [];
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const ofUser = table === schema.user ? columns.id : columns.userId;
  const order = columns.id ?? columns.messageId ?? columns.day ?? columns.userId;
  return ofUser && order ? [{ name: getTableName(table), table, ofUser, order }] : [];
});

/** Rows of one query. */
const PAGE = 500;

/** A user's rows of a table as the database stores them, without secrets, a page at a time. */
export async function* personalRows(
  db: Database,
  { table, ofUser, order }: PersonalTable,
  userId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const columns = Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([, column]) => !SECRETS.has(column)),
  );
  // `usage_days` has several rows of a day, one for each model.
  const rank = table === schema.usageDays ? schema.usageDays.model : order;
  let after: { first: unknown; second: unknown } | undefined;
  for (;;) {
    const rows: Record<string, unknown>[] = await db
      .select({ ...columns, _first: sql`${order}::text`, _second: sql`${rank}::text` })
      .from(table)
      .where(
        and(
          eq(ofUser, userId),
          after &&
            gt(sql`(${order}::text, ${rank}::text)`, sql`(${after.first}::text, ${after.second}::text)`),
        ),
      )
      .orderBy(sql`${order}::text`, sql`${rank}::text`)
      .limit(PAGE);
    const last = rows.at(-1);
    if (rows.length > 0) yield rows.map(({ _first, _second, ...row }) => row);
    if (!last || rows.length < PAGE) return;
    after = { first: last._first, second: last._second };
  }
}
