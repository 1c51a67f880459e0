import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatPage } from "#app/chat/chat-page.ts";
import { json, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

// The data of a conversation page, which the page's script asks for.

let app: AppProcess;
let ada: Person;
let thread: string;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
  thread = await startThread(ada, "List tasks");
});
afterAll(() => app.stop());

const read = (query = "", tag = "") =>
  fetch(`${app.url}/chat/${thread}/data${query}`, {
    headers: { cookie: ada.cookie, "if-none-match": tag },
    redirect: "manual",
  });

test("The data contains the messages with their renderings, and no cache may keep it", async () => {
  const response = await read();
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { conversation } = await json<ChatPage>(response);
  expect(conversation.items.map(({ type }) => type)).toContain("user_message");
  expect(Object.keys(conversation.html ?? {})).not.toHaveLength(0);
});

test("A reader who has the data gets 304 without a body, until something changes", async () => {
  const first = await read();
  const tag = first.headers.get("etag") ?? "";
  expect(tag).toMatch(/^W\/"[\w-]{24}"$/);
  const second = await read("", tag);
  expect(second.status).toBe(304);
  expect(await second.text()).toBe("");
  expect((await read("", `"other", ${tag}`)).status).toBe(304);

  await ada.api("/api/chatkit/messages", {
    method: "POST",
    body: { thread_id: thread, text: "What can you do?" },
  });
  const changed = await read("", tag);
  expect(changed.status).toBe(200);
  expect(await changed.text()).toContain("What can you do?");

  const renamedFrom = changed.headers.get("etag") ?? "";
  await ada.api(`/api/chatkit/threads/${thread}`, { method: "PATCH", body: { title: "Abilities" } });
  expect((await read("", renamedFrom)).status).toBe(200);
});

test("Each part of a conversation has a tag of its own", async () => {
  const { conversation } = await json<ChatPage>(await read());
  const whole = await read();
  const part = await read(`?before=${conversation.items.at(-1)?.id}`);
  expect(part.headers.get("etag")).not.toBe(whole.headers.get("etag"));
  expect((await json<ChatPage>(part)).conversation.hasLater).toBe(true);
});

test("Nobody else reads it, whatever tag they have", async () => {
  const tag = (await read()).headers.get("etag") ?? "";
  const eve = await signUp(app.url);
  const stranger = await fetch(`${app.url}/chat/${thread}/data`, {
    headers: { cookie: eve.cookie, "if-none-match": tag },
  });
  expect(stranger.status).toBe(404);
});
