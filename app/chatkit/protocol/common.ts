import { z } from "zod";

/** A time in a wire object: ISO 8601 in UTC, `2026-01-31T12:00:00.000Z`. */
export const Timestamp = z.iso.datetime();

/** A JSON object that the protocol does not validate. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

/**
 * Whether a text shows nothing: it is empty, or has only white space, control characters and characters that are
 * invisible by themselves, such as U+200B (zero-width space).
 */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/**
 * A field that a client may leave out or send as `null`; both are parsed to undefined. For requests only: the
 * server itself sends no nulls.
 */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional();
}
