import { and, eq, getTableColumns, getTableName, gt, sql } from "drizzle-orm";
import { getTableConfig, PgTable, type PgColumn } from "drizzle-orm/pg-core";
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
  schema.apikey.key,
  schema.attachments.storageKey,
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
  /** The primary key: unique among a user's rows, and their order. */
  key: readonly PgColumn[];
}

/**
 * All tables with rows of users: those with a column `user_id` (`reference_id` of better-auth's API keys), and the users. A new table
 * is in a download without anybody having to think of it.
 */
export const personalTables: readonly PersonalTable[] = Object.values(schema).flatMap((table) => {
  if (!(table instanceof PgTable)) return [];
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const ofUser = table === schema.user ? columns.id : (columns.userId ?? columns.referenceId);
  return ofUser ? [{ name: getTableName(table), table, ofUser, key: primaryKeyOf(table) }] : [];
});

function primaryKeyOf(table: PgTable): readonly PgColumn[] {
  const { columns, primaryKeys } = getTableConfig(table);
  return primaryKeys[0]?.columns ?? columns.filter((column) => column.primary);
}

/** Rows of one query. */
const PAGE = 500;

/** A user's rows of a table as the database stores them, without secrets, a page at a time. */
export async function* personalRows(
  db: Database,
  { table, ofUser, key }: PersonalTable,
  userId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const columns = Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([, column]) => !SECRETS.has(column)),
  );
  // As an array, keys of any number of columns are compared alike.
  const position = sql<string[]>`array[${sql.join(
    key.map((column) => sql`${column}::text`),
    sql`, `,
  )}]`;
  let after: string[] | undefined;
  for (;;) {
    const rows: (Record<string, unknown> & { _position: string[] })[] = await db
      .select({ ...columns, _position: position })
      .from(table)
      .where(and(eq(ofUser, userId), after && gt(position, sql`${sql.param(after)}::text[]`)))
      .orderBy(position)
      .limit(PAGE);
    const last = rows.at(-1);
    if (rows.length > 0) yield rows.map(({ _position, ...row }) => row);
    if (!last || rows.length < PAGE) return;
    after = last._position;
  }
}
