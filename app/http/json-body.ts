import { ChatKitError } from "#app/chatkit/errors.ts";

/** Several times the size of the longest message with its tags. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Reads a JSON request body.
 *
 * @throws {ChatKitError} `unsupported_media_type` with another content type, `payload_too_large` over
 * 2 MiB, `invalid_request` when it isn't JSON
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new ChatKitError(
      "unsupported_media_type",
      "The body has to be JSON (content-type: application/json).",
    );
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatKitError("invalid_request", "The body isn't valid JSON.");
  }
}

/** Reads a JSON request body; an empty body counts as `{}`. */
export async function readOptionalJson(request: Request): Promise<unknown> {
  const text = await readText(request.clone());
  return text.trim() === "" ? {} : readJson(request);
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new ChatKitError("payload_too_large", "The body is larger than 2 MiB.");
  if (Number(request.headers.get("content-length")) > MAX_BYTES) throw tooLarge;
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
