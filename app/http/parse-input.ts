import type { z } from "zod";
import { ChatKitError } from "#app/chatkit/errors.ts";

/**
 * Parses what came from outside.
 *
 * @throws {ChatKitError} `invalid_request` with the path of the first field that is wrong
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ChatKitError(
    "invalid_request",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "is not valid"}`,
  );
}
