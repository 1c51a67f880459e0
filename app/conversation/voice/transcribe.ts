import { fetchWithSecret } from "#app/shell/credentials.ts";

/** Has the server turn a recording into text. @throws {Error} with words for the user */
export async function transcribe(sound: Blob, signal: AbortSignal): Promise<string> {
  const body = JSON.stringify({
    type: "input.transcribe",
    params: { audio_base64: await base64(sound), mime_type: sound.type },
  });
  const headers = { "content-type": "application/json" };
  const response = await fetchWithSecret("/api/chatkit", { method: "POST", headers, body, signal });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && has(answer, "text")) return answer.text;
  throw new Error(has(answer, "message") ? answer.message : "The recording couldn’t be turned into text.");
}

const has = <Key extends string>(value: unknown, key: Key): value is Record<Key, string> =>
  value instanceof Object && key in value && typeof Reflect.get(value, key) === "string";

async function base64(sound: Blob): Promise<string> {
  const bytes = new Uint8Array(await sound.arrayBuffer());
  let binary = "";
  // `fromCharCode` takes only so many at once.
  for (let at = 0; at < bytes.length; at += 32_768) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(binary);
}
