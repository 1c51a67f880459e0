import { z } from "zod";

/** A time in a wire object: ISO 8601 in UTC, `2026-01-31T12:00:00.000Z`. */
export const Timestamp = z.iso.datetime();

/** A JSON object that the protocol does not validate. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

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
