import { expect, test } from "vitest";
import { createMemoryStore } from "#app/chatkit/testing/memory-store.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { loadHistory } from "./history.ts";

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

async function history(items: ThreadItem[], budget?: number): Promise<string> {
  const store = createMemoryStore();
  const created_at = "2026-10-01T10:00:00.000Z";
  await store.createThread(
    { id: "thread_1", created_at, status: { type: "active" }, metadata: {} },
    items,
    context,
  );
  const input = await loadHistory(store, "thread_1", context, budget);
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
  const call: ThreadItem = {
    type: "client_tool_call",
    ...fields("3"),
    status: "completed",
    call_id: "call_1",
    name: "navigate",
    arguments: { to: "/tasks" },
    output: null,
  };
  const text = await history([
    user("1", "Hello", { quoted_text: "an old quotation" }),
    user("2", "Go on", { quoted_text: "a new quotation" }),
    call,
  ]);
  expect(text).toContain("a new quotation");
  expect(text).not.toContain("an old quotation");
  expect(text).toMatch(/function_call.*function_call_result/);
});
