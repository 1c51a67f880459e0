import { storableText } from "#app/chatkit/sanitize.ts";

/** Rows in the requested order, and whether there are more after them. */
export interface RowPage<Row> {
  rows: Row[];
  hasMore: boolean;
}

/** The page of a query that was sent with a limit of `limit + 1`. */
export function toRowPage<Row>(rows: Row[], limit: number): RowPage<Row> {
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** A page of a list whose cursor is opaque. */
export interface CursorPage<Row> {
  rows: Row[];
  /** The `cursor` of the next page; null on the last page. */
  nextCursor: string | null;
}

/**
 * As `toRowPage`, for a list sorted by a time and the id.
 *
 * @param timeOf the time that a row is sorted by
 */
export function toCursorPage<Row extends { id: string }>(
  found: Row[],
  limit: number,
  timeOf: (row: Row) => Date | null,
): CursorPage<Row> {
  const { rows, hasMore } = toRowPage(found, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: hasMore && last ? encodeCursor({ at: timeOf(last), id: last.id }) : null };
}

/** A position in a list sorted by a time, which may change or be null, and the id. */
export interface Cursor {
  at: Date | null;
  id: string;
}

/** Opaque text that needs no escaping in a URL. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.at?.getTime() ?? null, cursor.id])).toString("base64url");
}

/** The years 1 to 9999, which every database and driver can hold. */
const MIN_TIME = Date.parse("0001-01-01T00:00:00Z");
const MAX_TIME = Date.parse("9999-12-31T23:59:59.999Z");

/** Undefined for invalid text, so that a page with a broken link shows the list from its beginning. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const value = parse(Buffer.from(text, "base64url").toString());
  if (!Array.isArray(value)) return undefined;
  const [time, id]: unknown[] = value;
  // PostgreSQL refuses a NUL in text, and no id contains one.
  if (typeof id !== "string" || storableText(id) !== id) return undefined;
  if (time === null) return { at: null, id };
  // PostgreSQL has fewer dates than JavaScript.
  const isDate = typeof time === "number" && time >= MIN_TIME && time <= MAX_TIME;
  return isDate ? { at: new Date(time), id } : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
