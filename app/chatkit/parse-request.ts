import type { z } from "zod";
import { ChatKitError } from "./errors.ts";
import { ChatKitRequest } from "./protocol/requests.ts";
import { sanitize } from "./sanitize.ts";

const KNOWN_TYPES: ReadonlySet<string> = new Set(
  ChatKitRequest.options.map((option) => option.shape.type.value),
);
const MAX_ISSUES = 3;

/**
 * Turns the JSON of a request's body into a request. Fields the protocol does not know are dropped.
 *
 * @throws ChatKitError `invalid_request`; its message names the field that is wrong, or the unknown type.
 */
export function parseRequest(body: unknown): ChatKitRequest {
  const clean = sanitize(body);
  const type = typeof clean === "object" && clean !== null && "type" in clean ? clean.type : undefined;
  if (typeof type === "string" && !KNOWN_TYPES.has(type)) {
    throw new ChatKitError("invalid_request", `Unknown request type "${shortened(type)}".`);
  }
  if (typeof type !== "string") {
    throw new ChatKitError("invalid_request", "Invalid request: type: expected a string.");
  }
  const result = ChatKitRequest.safeParse(clean);
  if (result.success) return result.data;
  throw new ChatKitError("invalid_request", `Invalid request: ${describe(result.error)}.`);
}

/** `params.input.content.0.text: expected string, received number; …` */
function describe(error: z.ZodError): string {
  const shown = error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const path = issue.path.map(String).join(".");
    const message = issue.message.replace(/^Invalid input: /, "");
    return path === "" ? message : `${path}: ${message}`;
  });
  const hidden = error.issues.length - shown.length;
  return shown.join("; ") + (hidden > 0 ? `; and ${hidden} more` : "");
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
