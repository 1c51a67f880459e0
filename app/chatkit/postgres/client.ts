/** A row of a result. */
export type Row = Readonly<Record<string, unknown>>;

/** What runs SQL: a `Pool` or `Client` of `pg` or `@neondatabase/serverless`, or a PGlite. */
export interface SqlClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** PostgreSQL's code of an error: five characters such as `23505`. */
export function hasSqlState(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

export const UNIQUE_VIOLATION = "23505";
