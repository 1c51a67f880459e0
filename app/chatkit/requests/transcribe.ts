import { ChatKitError } from "../errors.ts";
import type { AudioInput } from "../handlers.ts";

/**
 * Decodes the audio and has it written down.
 *
 * @throws ChatKitError `invalid_request` when the audio is not base64
 */
export async function transcribe<Context>(
  params: { audio_base64: string; mime_type: string },
  write: (audio: AudioInput, context: Context) => Promise<{ text: string }>,
  context: Context,
): Promise<{ text: string }> {
  const mimeType = params.mime_type;
  const mediaType = (mimeType.split(";", 1)[0] ?? "").trim();
  const { text } = await write({ data: decodeBase64(params.audio_base64), mimeType, mediaType }, context);
  return { text };
}

function decodeBase64(encoded: string): Uint8Array {
  try {
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new ChatKitError("invalid_request", "Invalid request: params.audio_base64: not base64.", { cause });
  }
}
