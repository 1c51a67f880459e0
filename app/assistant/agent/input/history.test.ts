import { expect, test } from "vitest";
import { createMemoryStore } from "#app/chatkit/testing/memory-store.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { type History, loadHistory } from "./history.ts";

const context = { userId: "user_1", timeZone: "UTC" };
const fields = (id: string) => ({ id, thread_id: "thread_1", created_at: "2026-10-01T10:00:00.000Z" });
const user = (id: string, text: string, more: object = {}): ThreadItem => ({
  type: "user_message",
  ...fields(id),
  content: [{ type: "input_text", text }],
  attachments: [],
  inference_options: {},
  ...more,
});
const answer = (id: string, text: string): ThreadItem => ({
  type: "assistant_message",
  ...fields(id),
  content: [{ type: "output_text", text, annotations: [] }],
});

const call = (id: string, output: unknown = null): ThreadItem => ({
  type: "client_tool_call",
  ...fields(id),
  status: "completed",
  call_id: `call_${id}`,
  name: "navigate",
  arguments: { to: "/tasks" },
  output,
});
const form = (id: string, value: string): ThreadItem => ({
  type: "structured_input",
  ...fields(id),
  status: "answered",
  inputs: [{ type: "freeform", id: "q", question: "Why?", answer: { values: [value], skipped: false } }],
});

async function load(items: ThreadItem[], budget?: number): Promise<History> {
  const store = createMemoryStore();
  const created_at = "2026-10-01T10:00:00.000Z";
  await store.createThread(
    { id: "thread_1", created_at, status: { type: "active" }, metadata: {} },
    items,
    context,
  );
  return loadHistory(store, "thread_1", context, { budget });
}

async function history(items: ThreadItem[], budget?: number): Promise<string> {
  const { input } = await load(items, budget);
  return JSON.stringify(
    input.map((item) => ("role" in item && "content" in item ? [item.role, item.content] : item)),
  );
}

test("reads several pages of a conversation, oldest item first", async () => {
  const items = Array.from({ length: 120 }, (_, i) =>
    i % 2 ? answer(`a${i}`, `says ${i}.`) : user(`u${i}`, `says ${i}.`),
  );
  const text = await history(items);
  expect([...text.matchAll(/says (\d+)\./g)].map(([, n]) => Number(n))).toEqual(items.map((_, i) => i));
});

test("keeps the newest items of a long conversation, and always the message to answer", async () => {
  const items = [user("1", "a".repeat(400)), answer("2", "b".repeat(400)), user("3", "c".repeat(400))];
  expect(await history(items, 250)).toMatch(/^(?!.*a{400})(?!.*b{400}).*c{400}/);
  expect(await history(items, 10)).toContain("c".repeat(400));
});

test("marks quoted text, tags and notes of the app, apart from the user's text", async () => {
  const content = [
    { type: "input_text", text: "Is " },
    { type: "input_tag", id: "tsk_1", text: "Buy milk", data: { due: "today" }, interactive: false },
    { type: "input_text", text: " done?" },
  ];
  const text = await history([
    { type: "hidden_context_item", ...fields("0"), content: "The user stopped the answer." },
    user("1", "", { content, quoted_text: "as I said" }),
  ]);
  expect(text).toContain("Is @Buy milk done?");
  expect(text).toMatch(/<app_note>\\nThe user refers to this text:\\nas I said/);
  expect(text).toMatch(/@Buy milk stands for \{.*tsk_1.*today/);
  expect(text).toMatch(/<app_note>\\nThe user stopped the answer\./);
});

test("includes only the newest message's quoted text, also after a client tool call", async () => {
  const text = await history([
    user("1", "Hello", { quoted_text: "an old quotation" }),
    user("2", "Go on", { quoted_text: "a new quotation" }),
    call("3"),
  ]);
  expect(text).toContain("a new quotation");
  expect(text).not.toContain("an old quotation");
  expect(text).toMatch(/function_call.*function_call_result/);
});

test("keeps the outputs of tools within half of the budget, the newest first", async () => {
  const items = [user("1", "Go on"), call("2", "a".repeat(900)), call("3", "b".repeat(900))];
  const text = await history(items, 1_000);
  expect(text).toContain("Go on");
  expect(text).toContain(`"${"b".repeat(900)}\\"`);
  expect(text).toMatch(/a{900}/);
  const less = await history(items, 500);
  expect(less).toMatch(/b{900}/);
  expect(less).toMatch(/(?<!a)a{1,90}… \(cut off: the output has 902 characters\)/);
  expect(await history(items, 100)).not.toMatch(/b{201}/);
});

test("keeps the newest message and the newest answers, however much follows them", async () => {
  const items = [
    user("1", "the question"),
    form("2", "an old answer"),
    form("3", "a new answer"),
    ...Array.from({ length: 120 }, (_, n) => answer(`a${n}`, `says ${n} ${"x".repeat(100)}`)),
  ];
  const text = await history(items, 100);
  expect(text).toMatch(/the question.*a new answer/);
  expect(text).not.toContain("an old answer");
  expect(text.length).toBeLessThan(1_000);
});

test("counts the calls of the page's tools since the user's last words or answers", async () => {
  const many = (name: string, count: number) => Array.from({ length: count }, (_, n) => call(`${name}${n}`));
  expect((await load([user("1", "Go on"), ...many("c", 60)])).toolCalls).toBe(60);
  expect((await load([user("1", "Go on"), ...many("c", 60)], 10)).toolCalls).toBe(60);
  expect((await load([...many("a", 3), user("1", "Go on"), ...many("c", 2)])).toolCalls).toBe(2);
  expect((await load([user("1", "Go on"), ...many("c", 7), form("f", "yes"), call("d")])).toolCalls).toBe(1);
});

test("has the model of the newest message for a turn without one", async () => {
  const chosen = (model: string) => ({ inference_options: { model, tool_choice: { id: "search" } } });
  const items = [user("1", "Hi", chosen("old")), user("2", "Go on", chosen("new")), call("3")];
  expect((await load(items)).options).toEqual({ model: "new" });
});
