import { z } from "zod";
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

const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(["asc", "desc"]).default("desc"),
  after: z.string().min(1).optional(),
  q: z.string().trim().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/**
 * `limit` (1–100, default 20), `order`, `after` and `q` of a REST list.
 *
 * @throws {ChatKitError} `invalid_request` naming the parameter
 */
export function pageQuery(request: Request): PageQuery {
  const params = new URL(request.url).searchParams;
  return parseInput(PageQuery, Object.fromEntries(params));
}
