import { expect, test } from "vitest";

import type { AudioInput } from "#app/chatkit/handlers.ts";
import type { ChatKitContext } from "#db/chatkit-store.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();
const SPEECH = { audio_base64: "AP9oZWxsbw==", mime_type: "audio/webm;codecs=opus" };

// chatkit-python: test_input_transcribe_decodes_base64_and_normalizes_mime_type
test("audio is decoded and reaches the app with its MIME type, with and without parameters", async () => {
  const heard: [AudioInput, ChatKitContext][] = [];
  const client = await play({
    async transcribe(audio, context) {
      heard.push([audio, context]);
      return { text: "hello" };
    },
  });
  expect(await client.json("input.transcribe", SPEECH)).toEqual({ text: "hello" });
  const data = Uint8Array.of(0, 255, 104, 101, 108, 108, 111);
  expect(heard).toEqual([
    [{ data, mimeType: "audio/webm;codecs=opus", mediaType: "audio/webm" }, client.context],
  ]);
});

test.each([
  ["what is not base64", { ...SPEECH, audio_base64: "%%%" }, 400],
  ["speech without a type", { audio_base64: "" }, 400],
])("%s is refused and does not reach the app", async (_name, params, status) => {
  const client = await play({ transcribe: () => Promise.reject(new Error("heard")) });
  expect((await client.post({ type: "input.transcribe", params })).status).toBe(status);
});

test("speech is answered with 501 if the app does not transcribe", async () => {
  const client = await play();
  expect((await client.post({ type: "input.transcribe", params: SPEECH })).status).toBe(501);
});
