import { z } from "zod";
import type { TaskPlace } from "#db/queries/task-pages.ts";

/** The years 1 to 9999, which PostgreSQL and JavaScript both have. */
const instant = z
  .number()
  .min(Date.parse("0001-01-01T00:00:00Z"))
  .max(Date.parse("9999-12-31T23:59:59.999Z"))
  .transform((time) => new Date(time))
  .nullable();
const Place = z.tuple([instant, instant, z.number(), z.string().regex(/^[\w-]{1,64}$/)]);

/** A place in a view as text for an address. */
export const writePlace = ({ completedAt, dueAt, position, id }: TaskPlace): string =>
  Buffer.from(
    JSON.stringify([completedAt?.getTime() ?? null, dueAt?.getTime() ?? null, position, id]),
  ).toString("base64url");

/** Undefined for text that is no place, so that a broken address shows the view from its beginning. */
export function placeOf(text: string | null): TaskPlace | undefined {
  if (!text || text.length > 300) return undefined;
  const parsed = Place.safeParse(parse(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) return undefined;
  const [completedAt, dueAt, position, id] = parsed.data;
  return { completedAt, dueAt, position, id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
