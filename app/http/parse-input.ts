import { z } from "zod";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { invalidRequest, issuesOf } from "#app/chatkit/issues.ts";

/**
 * Parses a request's body or query with a zod schema.
 *
 * @throws {ChatKitError} `invalid_request`, with the path of each wrong field
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(issuesOf(parsed.error));
}

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(["asc", "desc"]).default("desc").describe("By creation: oldest or newest first."),
  after: z.string().min(1).optional().describe("The id that the previous page has as `after`."),
  q: z.string().trim().max(200).optional().describe("Words to search in titles and messages."),
});
export type PageQuery = z.infer<typeof PageQuery>;

/**
 * Parses the query of a REST list: `limit` (1–100, default 20), `order`, `after` and `q`.
 *
 * @throws {ChatKitError} `invalid_request` with the name of the parameter
 */
export function pageQuery(request: Request): PageQuery {
  const params = new URL(request.url).searchParams;
  return parseInput(PageQuery, Object.fromEntries(params));
}

/** Longer than any UUID or hash, and short enough for PostgreSQL's index (at most 2,704 bytes a row). */
const MAX_KEY_LENGTH = 255;

/**
 * Reads the `Idempotency-Key` header; null without one. A client chooses one key per logical send and sends
 * it again when it repeats the request.
 *
 * @throws {ChatKitError} `invalid_request` over 255 characters
 */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key")?.trim() || null;
  if (key && key.length > MAX_KEY_LENGTH) {
    throw new ChatKitError("invalid_request", `Idempotency-Key: at most ${MAX_KEY_LENGTH} characters.`);
  }
  return key;
}
