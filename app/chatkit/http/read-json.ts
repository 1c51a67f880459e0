import { ChatKitError } from "../errors.ts";

/**
 * The JSON of a request's body. Any other content type is refused: a form of another site can send those without being
 * asked for permission first.
 *
 * @throws ChatKitError `unsupported_media_type`, `payload_too_large`, `invalid_request`
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ChatKitError(
      "unsupported_media_type",
      "The body has to be JSON (content-type: application/json).",
    );
  }
  const tooLarge = () =>
    new ChatKitError("payload_too_large", `The body is larger than ${maxBytes.toLocaleString("en")} bytes.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  let text = "";
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch (cause) {
    throw new ChatKitError("invalid_request", "The body isn't valid JSON.", { cause });
  }
}
