import { sql } from "drizzle-orm";
import type { Database } from "#db/types.ts";

/** The tables whose rows contain this text anywhere, with the number of such rows. Letter case doesn't count. */
export async function tablesWith(db: Database, text: string): Promise<Record<string, number>> {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables.rows) {
    // A row as text contains every column.
    const { rows } = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from ${sql.identifier(name)} as looked
        where strpos(lower(looked::text), ${text.toLowerCase()}) > 0`,
    );
    if (rows[0]?.count) found[name] = rows[0].count;
  }
  return found;
}
