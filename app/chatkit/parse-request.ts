import { ChatKitError } from "./errors.ts";
import { invalidRequest, issuesOf } from "./issues.ts";
import { ChatKitRequest } from "./protocol/requests.ts";
import { sanitize } from "./sanitize.ts";

const KNOWN_TYPES: ReadonlySet<string> = new Set(
  ChatKitRequest.options.map((option) => option.shape.type.value),
);

/**
 * Parses the JSON of a request's body. Fields that the protocol does not know are dropped.
 *
 * @throws ChatKitError `invalid_request`, with `issues`; its message names the fields or the unknown type
 */
export function parseRequest(body: unknown): ChatKitRequest {
  const clean = sanitize(body);
  const type = typeof clean === "object" && clean !== null && "type" in clean ? clean.type : undefined;
  if (typeof type === "string" && !KNOWN_TYPES.has(type)) {
    throw new ChatKitError("invalid_request", `Unknown request type "${shortened(type)}".`);
  }
  if (typeof type !== "string") {
    throw invalidRequest([{ path: "type", message: "expected a string" }]);
  }
  const result = ChatKitRequest.safeParse(clean);
  if (result.success) return result.data;
  throw invalidRequest(issuesOf(result.error));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
