import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page } from "#app/chatkit/protocol/threads.ts";
import type { ViewedItem } from "#app/chat/viewed-items.ts";
import {
  addMessage,
  allEvents,
  json,
  signUp,
  startThread,
  userInput,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
});
afterAll(() => app.stop());

const items = async (threadId: string, query = "") =>
  (await json<Page<ViewedItem>>(await ada.api(`/api/chatkit/threads/${threadId}/items?order=asc${query}`)))
    .data;
const idOf = (found: ThreadItem[], type: ThreadItem["type"]) =>
  found.find((item) => item.type === type)?.id ?? "";
const retry = async (threadId: string, item_id: string, input?: object) =>
  allEvents(
    await ada.chatkit({
      type: "threads.retry_after_item",
      params: { thread_id: threadId, item_id, ...(input && { input }) },
    }),
  );
const page = (path: string) => fetch(app.url + path, { headers: { cookie: ada.cookie }, redirect: "manual" });
const submit = (path: string, fields: Record<string, string>) =>
  fetch(app.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: ada.cookie, origin: app.url },
    body: new URLSearchParams(fields),
  });

/** A conversation whose only answer was tried again once. */
async function retried() {
  const threadId = await startThread(ada, "List tasks");
  const before = await items(threadId);
  await retry(threadId, idOf(before, "user_message"));
  return { threadId, question: idOf(before, "user_message"), answer: idOf(before, "assistant_message") };
}

describe("a form that asks for another version", () => {
  test("shows it, and leads back to it", async () => {
    const { threadId, answer } = await retried();
    const newer = idOf(await items(threadId), "assistant_message");
    const response = await submit(`/chat/${threadId}`, { intent: "version", item: answer });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`/chat/${threadId}#${answer}`);
    expect(idOf(await items(threadId), "assistant_message")).toBe(answer);
    const [, shown] = await items(threadId, "&include=html");
    // The other version begins with a note to the model, which isn't drawn.
    expect(shown?.versions).toMatchObject({ position: 1, count: 2, previous: null });
    const next = shown?.versions?.next ?? "";
    expect(await (await page(`/chat/${threadId}`)).text()).toContain(`value="${next}"`);
    const back = await submit(`/chat/${threadId}`, { intent: "version", item: next });
    expect(back.headers.get("location")).toBe(`/chat/${threadId}#${newer}`);
  });

  test("leads back to the part of the conversation that shows it", async () => {
    const { threadId, answer } = await retried();
    const placed = await submit(`/chat/${threadId}?at=${answer}`, { intent: "version", item: answer });
    expect(placed.headers.get("location")).toBe(`/chat/${threadId}?at=${answer}#${answer}`);
    for (let n = 0; n < 20; n++) await allEvents(await ada.chatkit(addMessage(threadId, "Thanks")));
    const far = await submit(`/chat/${threadId}`, { intent: "version", item: answer });
    expect(far.headers.get("location")).toBe(`/chat/${threadId}?at=${answer}#${answer}`);
  });

  test("is refused for an item that isn't in the conversation", async () => {
    const { threadId } = await retried();
    const other = await retried();
    for (const item of [other.answer, "msg_absent", ""]) {
      for (const intent of ["version", "continue"]) {
        expect((await submit(`/chat/${threadId}`, { intent, item })).status).toBe(404);
      }
    }
    expect((await submit("/chat", { intent: "version", item: other.answer })).status).toBe(404);
  });
});

test("an edit is another item, with the old one beside it", async () => {
  const threadId = await startThread(ada, "List tasks");
  const before = await items(threadId);
  const events = await retry(threadId, before[0]?.id ?? "", userInput("Thanks"));
  const [removed, added] = events;
  expect(removed).toEqual({ type: "thread.item.removed", item_id: before[0]?.id });
  expect(added).toMatchObject({ type: "thread.item.done", item: { content: [{ text: "Thanks" }] } });
  const [edited] = await items(threadId, "&include=html");
  expect(edited?.id).not.toBe(before[0]?.id);
  expect(edited?.versions).toMatchObject({ position: 2, count: 2, previous: before[0]?.id });
});

test("what was put aside is absent for clients", async () => {
  const { threadId, answer } = await retried();
  const params = { thread_id: threadId, item_ids: [answer], kind: "positive" };
  expect((await ada.chatkit({ type: "items.feedback", params })).status).toBe(404);
  const after = await ada.api(`/api/chatkit/threads/${threadId}/items?after=${answer}`);
  expect(after.status).toBe(404);
});

test("an address of a message in another version says so", async () => {
  const { threadId, answer, question } = await retried();
  const sentence = "This message is in another version of the conversation.";
  expect(await (await page(`/chat/${threadId}?at=${answer}`)).text()).toContain(sentence);
  for (const path of [
    `/chat/${threadId}`,
    `/chat/${threadId}?at=${question}`,
    `/chat/${threadId}?at=msg_absent`,
  ]) {
    expect(await (await page(path)).text()).not.toContain(sentence);
  }
});

test("a conversation is continued in a copy of its own", async () => {
  const { threadId, question } = await retried();
  const source = await items(threadId);
  const answer = idOf(source, "assistant_message");
  await allEvents(await ada.chatkit(addMessage(threadId, "Thanks")));
  const response = await submit(`/chat/${threadId}`, { intent: "continue", item: answer });
  expect(response.status).toBe(303);
  const copyId = response.headers.get("location")?.replace("/chat/", "") ?? "";
  const copy = await items(copyId, "&include=html");
  expect(copy.map(({ type, created_at }) => [type, created_at])).toEqual(
    source.map(({ type, created_at }) => [type, created_at]),
  );
  expect(copy.every((item) => item.thread_id === copyId)).toBe(true);
  const ids = new Set([...source, ...copy].map(({ id }) => id));
  expect(ids.size).toBe(source.length + copy.length);
  const head = await json<{ title: string }>(await ada.api(`/api/chatkit/threads/${copyId}`));
  expect(head.title).toBe("List tasks (continued)");
  await ada.api(`/api/chatkit/threads/${threadId}`, { method: "DELETE" });
  expect(await items(copyId)).toHaveLength(source.length);
  expect(JSON.stringify(await items(copyId))).not.toContain(question);
});
