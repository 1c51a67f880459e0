import OpenAI, { toFile } from "openai";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import { log } from "#app/log.server.ts";
import { inModelSpan } from "./agent/model/traced-model.ts";
import type { TranscribeConfig } from "./config.ts";
import type { ChatContext } from "./context.ts";

/** The endings by which endpoints know what a recording is. Browsers record the first three. */
const ENDINGS: Readonly<Record<string, string>> = {
  "audio/webm": "webm",
  "audio/mp4": "mp4",
  "audio/ogg": "ogg",
  "audio/m4a": "m4a",
  "audio/x-m4a": "m4a",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/flac": "flac",
};
const TIMEOUT = 60_000;

/** Makes the protocol's handler of `input.transcribe`, which asks an endpoint that speaks OpenAI's API. */
export function createTranscribe({
  apiKey,
  baseURL,
  model,
}: TranscribeConfig): NonNullable<ChatKitHandlers<ChatContext>["transcribe"]> {
  const client = new OpenAI({
    apiKey,
    baseURL: baseURL ?? "https://api.openai.com/v1",
    maxRetries: 1,
    timeout: TIMEOUT,
    logLevel: "off",
  });
  return async ({ data, mediaType }) => {
    const ending = ENDINGS[mediaType];
    if (!ending) throw new ChatKitError("unsupported_media_type", "Recordings of this kind can't be read.");
    if (data.length === 0) throw new ChatKitError("invalid_request", "The recording is empty.");
    const file = await toFile(data, `speech.${ending}`, { type: mediaType });
    try {
      const { text } = await inModelSpan("transcription", { name: model, baseURL: client.baseURL }, () =>
        client.audio.transcriptions.create({ file, model }),
      );
      return { text: text.trim() };
    } catch (error) {
      const { name, status } =
        error instanceof OpenAI.APIError ? error : { name: "error", status: undefined };
      log.warn({ err: { name, status } }, "a recording wasn't transcribed");
      // A 5xx would make ChatKit send the recording again, and again.
      throw new ChatKitError(
        "conflict",
        "The recording couldn't be turned into text. Try again, or write the message.",
      );
    }
  };
}
