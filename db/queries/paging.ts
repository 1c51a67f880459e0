/** Rows in the order that was asked for, and whether more come after them. */
export interface RowPage<Row> {
  rows: Row[];
  hasMore: boolean;
}

/** A page out of a result that was asked for one row more than the page holds. */
export function toPage<Row>(rows: Row[], limit: number): RowPage<Row> {
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** A place in a list that is sorted by a changeable time: that time (null: none) and the id. */
export interface Cursor {
  at: Date | null;
  id: string;
}

/** Opaque and safe in a URL. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.at?.getTime() ?? null, cursor.id])).toString("base64url");
}

/** Undefined for what is no cursor: a page with a broken link then shows the list from its beginning. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const value = parse(Buffer.from(text, "base64url").toString());
  if (!Array.isArray(value)) return undefined;
  const [time, id]: unknown[] = value;
  if (typeof id !== "string") return undefined;
  if (time === null) return { at: null, id };
  const at = typeof time === "number" ? new Date(time) : undefined;
  return at && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
