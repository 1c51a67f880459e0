import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";

let model: ModelServer;
let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  model = await startModelServer();
  app = await startApp({
    env: {
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: model.url,
      OPENAI_TRANSCRIBE_MODEL: "ears",
      LIMIT_TRANSCRIPTIONS_PER_MINUTE: "4",
    },
  });
});
afterAll(async () => {
  await app.kill();
  await model.stop();
});
beforeEach(async () => {
  ada = await signUp(app.url);
});

const dictate = (audio: string, mime_type = "audio/webm;codecs=opus") =>
  ada.chatkit({
    type: "input.transcribe",
    params: { audio_base64: Buffer.from(audio).toString("base64"), mime_type },
  });

test("A recording is sent to the endpoint as a file, and its text comes back", async () => {
  let heard = "";
  model.hear((body) => {
    heard = body.toString("latin1");
    return "  Buy milk tomorrow. ";
  });
  const response = await dictate("sound of a voice");
  expect([response.status, await response.json()]).toEqual([200, { text: "Buy milk tomorrow." }]);
  expect(heard).toContain("sound of a voice");
  expect(heard).toMatch(/name="model"\s+ears/);
  expect(heard).toContain('filename="speech.webm"');
});

test.each([
  ["nothing", "", "audio/webm", 400],
  ["a kind that isn't sound", "x", "text/html", 415],
  ["an unknown kind", "x", "audio/x-strange", 415],
])("%s is refused before it is sent", async (_, audio, type, status) => {
  model.hear(() => "never");
  const response = await dictate(audio, type);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ message: expect.any(String) });
});

test("An endpoint that fails is said in a sentence, with a status that no client repeats", async () => {
  model.hear(() => 500);
  const response = await dictate("sound");
  expect([response.status, await response.json()]).toMatchObject([
    409,
    { message: expect.stringContaining("couldn't be turned into text") },
  ]);
});

test("Dictating has a limit", async () => {
  model.hear(() => "Hello");
  const statuses = [];
  for (let index = 0; index < 6; index += 1) statuses.push((await dictate("sound")).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});
