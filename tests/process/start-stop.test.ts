import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import {
  addMessage,
  createThread,
  eventsOf,
  json,
  PASSWORD,
  authPost,
  cookieOf,
  personOf,
  signUp,
  startThread,
} from "#tests/support/api-client.ts";
import { startApp, type AppOptions } from "#tests/support/app-process.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

let model: DictatedModel;
const folders: string[] = [];
beforeAll(async () => {
  model = await startDictatedModel();
});
afterAll(async () => {
  await model.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chat-process-"));
  folders.push(folder);
  return folder;
}

/** The output and exit code of a failed start. */
async function failedStart(options: AppOptions): Promise<{ code: string; output: string }> {
  const error: unknown = await startApp({ dataDir: newFolder(), ...options }).then(
    async (app) => {
      await app.stop();
      throw new Error("it started");
    },
    (reason: unknown) => reason,
  );
  const [, code = "", output = ""] = /exited with (\S+):\n([^]*)$/.exec(String(error)) ?? [];
  return { code, output };
}

describe("a failed start exits with code 1 and one line", () => {
  test("when the port is taken", async () => {
    const app = await startApp();
    const { port } = new URL(app.url);
    expect(await failedStart({ env: { PORT: port } })).toEqual({
      code: "1",
      output: `Can't start: PORT: ${port} is already in use. Stop what uses it, or set PORT.\n`,
    });
    expect(await app.stop()).toBe(0);
  });

  test("when another process uses the data folder", async () => {
    const app = await startApp({ embedded: true });
    const second = await failedStart({ dataDir: app.dataDir });
    expect(second).toEqual({
      code: "1",
      output: `Can't start: ${app.dataDir} is in use by another process: stop it first (the app, or a seed, migrate or studio command), or set DATA_DIR to another folder.\n`,
    });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect(await app.stop()).toBe(0);
  });

  test.each<[Record<string, string>, string]>([
    [{ PORT: "eighty" }, "PORT: must be a whole number from 0 to 65535"],
    [{ PORT: "65536" }, "PORT: must be a whole number from 0 to 65535"],
    [{ APP_URL: "chat.example.test" }, "APP_URL: must be an http or https URL"],
    [
      { APP_URL: "https://chat.example.test/path" },
      "APP_URL: must be an origin such as https://chat.example.com, without a path",
    ],
    [
      { APP_URL: "https://chat.example.test" },
      "BETTER_AUTH_SECRET: is required with the public APP_URL https://chat.example.test (make one with: openssl rand -base64 32)",
    ],
    [{ BETTER_AUTH_SECRET: "short" }, "BETTER_AUTH_SECRET: must have at least 32 characters"],
    [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL: must be a postgres:// URL"],
    [{ DATABASE_DRIVER: "pg" }, "DATABASE_URL: is required with DATABASE_DRIVER=pg"],
    [{ ASSISTANT: "openai" }, "OPENAI_API_KEY: is required with ASSISTANT=openai"],
    [{ CHATKIT_SESSION_TTL: "60" }, "CHATKIT_SESSION_TTL: must be a whole number from 900 to 1800"],
    [{ GITHUB_CLIENT_ID: "id" }, "GITHUB_CLIENT_SECRET: is missing beside its pair"],
    [{ DATABASE_URL: "postgres://127.0.0.1:1/x" }, "connect ECONNREFUSED 127.0.0.1:1"],
  ])("with the environment %j", async (env, message) => {
    expect(await failedStart({ env })).toEqual({ code: "1", output: `Can't start: ${message}\n` });
  });
});

describe("a stop", () => {
  test("lets answers finish, accepts no new connections, and exits with code 0", async () => {
    const app = await startApp({ env: model.env, embedded: true });
    const ada = await signUp(app.url);
    const response = await ada.chatkit(createThread("Tell me a story"));
    const dictation = await model.next();
    dictation.say("Once upon");
    const exited = once(app.child, "exit");
    app.child.kill("SIGTERM");
    await expect.poll(() => app.log()).toContain('"msg":"stopping"');
    await expect(fetch(`${app.url}/readyz`)).rejects.toThrow("fetch failed");
    dictation.answer(" a time");
    const events = [];
    for await (const { event } of eventsOf(response)) events.push(event);
    expect(events.findLast(({ type }) => type === "thread.item.done")).toMatchObject({
      item: { type: "assistant_message", content: [{ text: "Once upon a time" }] },
    });
    expect(await exited).toEqual([0, null]);
    expect(app.log()).not.toMatch(/"level":"(warn|error)"/);
  });

  test("that is requested twice doesn't wait", async () => {
    const app = await startApp({ env: model.env });
    const ada = await signUp(app.url);
    const response = await ada.chatkit(createThread("Tell me a story"));
    await model.next();
    app.child.kill("SIGTERM");
    await expect.poll(() => app.log()).toContain('"msg":"stopping"');
    expect(await app.stop()).toBe(1);
    await response.body?.cancel().catch(() => undefined);
  });

  test("by Ctrl-C works the same", async () => {
    const app = await startApp();
    const exited = new Promise((done) => app.child.once("exit", done));
    app.child.kill("SIGINT");
    expect(await exited).toBe(0);
    await app.stop();
  });
});

test("after a fault that nobody has caught, answers finish, and the process exits with code 1", async () => {
  const throwing = `process.on("SIGUSR2", () => { throw new Error("a fault") })`;
  const app = await startApp({
    env: { ...model.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(throwing)}` },
  });
  const ada = await signUp(app.url);
  const response = await ada.chatkit(createThread("Tell me a story"));
  const dictation = await model.next();
  dictation.say("Once upon");
  const exited = once(app.child, "exit");
  app.child.kill("SIGUSR2");
  await expect.poll(() => app.log()).toContain("a fault that nobody has caught");
  app.child.kill("SIGUSR2");
  dictation.answer(" a time");
  expect(await response.text()).toContain("Once upon a time");
  expect(await exited).toEqual([1, null]);
});

test("after kill -9 all acknowledged data is there, and the interrupted answer is marked at once", async () => {
  const dataDir = newFolder();
  const first = await startApp({ dataDir, env: model.env });
  const ada = await signUp(first.url);
  const [thread] = await Promise.all([
    startThread(ada, "Tell me a story"),
    model.next().then((dictation) => dictation.answer("Once upon a time.")),
  ]);
  // The run must continue although the client stops reading.
  const headers = { "x-chatkit-run-control": "explicit" };
  const next = eventsOf(await ada.chatkit(addMessage(thread, "And then?"), { headers }));
  (await model.next()).say("And then");
  for await (const { event } of next) {
    if (!JSON.stringify(event).includes("And then")) continue;
    if (event.type === "thread.item.updated") break;
  }
  const made: string[] = [];
  for (let n = 0; n < 20; n++) {
    const body = { title: `Number ${n}` };
    made.push(
      (await json<{ id: string }>(await ada.api("/api/chatkit/threads", { method: "POST", body }))).id,
    );
  }
  await first.kill();

  const second = await startApp({ dataDir, env: model.env });
  const signedIn = await authPost(second.url, "/sign-in/email", { email: ada.email, password: PASSWORD });
  const again = await personOf(second.url, ada.email, cookieOf(signedIn));
  const list = { type: "threads.list", params: { limit: 9999, order: "asc" } };
  const threads = (await json<Page<Thread>>(await again.chatkit(list))).data.map(({ id }) => id);
  expect(threads).toEqual([thread, ...made]);
  const stored = await json<Thread>(
    await again.chatkit({ type: "threads.get_by_id", params: { thread_id: thread } }),
  );
  expect(stored.items.data).toMatchObject([
    { type: "user_message", content: [{ text: "Tell me a story" }] },
    { type: "assistant_message", content: [{ text: "Once upon a time." }] },
    { type: "user_message", content: [{ text: "And then?" }] },
    { type: "assistant_message", content: [{ text: "And then" }], ended: "interrupted" },
  ]);
  expect(await json(await again.api(`/api/chatkit/threads/${thread}`))).not.toHaveProperty("active_run_id");
  // The old cookie and client secret are still valid, because the signing secret is stored with the data.
  const old = { headers: { authorization: `Bearer ${ada.secret}` } };
  expect((await fetch(`${second.url}/api/chatkit/threads`, old)).status).toBe(200);
  expect(await second.stop()).toBe(0);
});
