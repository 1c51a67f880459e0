import type { z } from "zod";
import { invalidRequest, issuesOf } from "#app/chatkit/issues.ts";

/**
 * Parses input from outside: a body or a query.
 *
 * @throws {ChatKitError} `invalid_request`, with the path of each field that is wrong
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(issuesOf(parsed.error));
}
