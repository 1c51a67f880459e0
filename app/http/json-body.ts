import { ChatKitError } from "#app/chatkit/errors.ts";

/**
 * Reads a JSON request body. The listener has bounded it (body-limit.ts).
 *
 * @throws {ChatKitError} `unsupported_media_type` with another content type,
 * `invalid_request` when it isn't JSON
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new ChatKitError(
      "unsupported_media_type",
      "The body has to be JSON (content-type: application/json).",
    );
  }
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatKitError("invalid_request", "The body isn't valid JSON.");
  }
}

/** Reads a JSON request body; an empty body counts as `{}`. */
export async function readOptionalJson(request: Request): Promise<unknown> {
  const text = await request.clone().text();
  return text.trim() === "" ? {} : readJson(request);
}
