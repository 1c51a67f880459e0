import { z } from "zod";

/** A time in a wire object: ISO 8601 in UTC, `2026-01-31T12:00:00.000Z`. */
export const Timestamp = z.iso.datetime();

/** JSON the protocol carries without looking inside. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

/**
 * A field a client may leave out or send as `null`; both read as absent.
 * For requests only: what the server itself writes has no nulls.
 */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional();
}
