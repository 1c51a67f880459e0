import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { arrange } from "./arrange.server.ts";
import { readConversation, titleOf } from "./read-conversation.ts";
import { splitJson } from "./split-json.ts";

const fixtures = resolve(import.meta.dirname, "../../../tests/fixtures/imports");

async function* bytes(name: string) {
  yield readFileSync(resolve(fixtures, `${name}.json`));
}

/** The conversations of a fixture, or why they are skipped. */
async function read(name: string) {
  const found: (NonNullable<ReturnType<typeof readConversation>> | string)[] = [];
  for await (const piece of splitJson(bytes(name))) {
    try {
      const conversation = readConversation(piece);
      if (conversation) found.push(conversation);
    } catch (error) {
      found.push(String(error));
    }
  }
  return found;
}

/** The first conversation of a fixture as rows: `seq <parent active role text`. */
async function rows(name: string) {
  const [conversation] = await read(name);
  if (typeof conversation !== "object") throw new Error(`not read: ${conversation}`);
  return arrange(conversation, "thr_1").map(({ item, text, seq, parentSeq, active }) => [
    seq,
    parentSeq,
    active,
    item.type,
    text,
  ]);
}

test("ChatGPT: the tree with its other answer, without what wasn't shown", async () => {
  expect(await rows("chatgpt")).toEqual([
    [1, null, true, "user_message", "[Image]\n\nHow do I keep it?"],
    [2, null, false, "assistant_message", "Throw it away."],
    [3, 1, true, "assistant_message", "Dry **flakes** last for months."],
  ]);
  const [first, second] = await read("chatgpt");
  expect(first).toMatchObject({
    id: "6b0f0d9c-1111-4000-8000-000000000001",
    title: "Sourdough on holiday",
    createdAt: new Date(1_756_000_000_250),
    archivedAt: new Date(1_756_000_400_500),
  });
  expect(second).toContain("mapping is wrong");
});

test("Claude: text blocks, pasted text and the names of files", async () => {
  expect(await rows("claude")).toEqual([
    [1, null, true, "user_message", "Which knot?\n\nTwo trees, four metres apart.\n\n[File: trees.jpg]"],
    [2, null, false, "assistant_message", "A granny knot."],
    [3, 1, true, "assistant_message", "A becket hitch.\n\nIt unties easily."],
  ]);
});

test("LibreChat: a tree, and a list", async () => {
  expect(await rows("librechat-tree")).toEqual([
    [1, null, true, "user_message", "Name my goat"],
    [2, null, false, "assistant_message", "Goaty"],
    [3, 1, true, "assistant_message", "Clementine"],
  ]);
  expect(await rows("librechat-flat")).toEqual([
    [1, null, true, "user_message", "Name my boat"],
    [2, null, true, "assistant_message", "Patience"],
  ]);
});

test("Open WebUI: answers without their thoughts", async () => {
  expect(await rows("open-webui")).toEqual([
    [1, null, true, "user_message", "15 * 17?"],
    [2, null, false, "assistant_message", "250"],
    [3, 1, true, "assistant_message", "255"],
  ]);
});

test("an object that is no conversation is none, and a conversation without messages is skipped", async () => {
  expect(readConversation('{"hello":1}')).toBeUndefined();
  const [, empty] = await read("claude");
  if (typeof empty !== "object") throw new Error("not read");
  expect(() => arrange(empty, "thr_1")).toThrow("no messages");
});

test("a tree as deep as it is long is read, and a circle has an end", () => {
  const leaf: object = { messageId: "m1500", text: "last", isCreatedByUser: true };
  let message = leaf;
  for (let at = 1_499; at > 0; at -= 1) {
    message = { messageId: `m${at}`, text: `text ${at}`, isCreatedByUser: at % 2 === 1, children: [message] };
  }
  const deep = readConversation(
    JSON.stringify({ conversationId: "deep", recursive: true, messages: [message] }),
  );
  if (!deep) throw new Error("not read");
  expect(arrange(deep, "thr_1").at(-1)).toMatchObject({ seq: 1_500, active: true, text: "last" });

  const circle = readConversation(
    JSON.stringify({
      conversationId: "circle",
      messages: [
        { messageId: "a", parentMessageId: "b", text: "A", isCreatedByUser: true },
        { messageId: "b", parentMessageId: "a", text: "B" },
      ],
    }),
  );
  if (!circle) throw new Error("not read");
  expect(() => arrange(circle, "thr_1")).toThrow("not in order");
});

test("the title of a skipped conversation is found in its text", () => {
  expect(titleOf('{"id":1,"title":"Goats","mapping":4}')).toBe("Goats");
  expect(titleOf(undefined)).toBe("Untitled");
});

/* What was measured to hold the process up for seconds; with time that grows with the square, these never end. */

const chatGpt = (text: string) => ({
  mapping: {
    a: {
      message: { author: { role: "user" }, content: { content_type: "text", parts: [text] } },
      parent: null,
    },
  },
});
const openWebUi = (content: string) => ({ chat: { messages: [{ role: "user", content }] } });
const read1 = (value: object) => readConversation(JSON.stringify(value))?.messages[0]?.item;

test("beginnings of citations and thoughts without an end are read in one pass", () => {
  expect(read1(chatGpt(`${"\u{E200}".repeat(500_000)}end`))).toBeTruthy();
  expect(read1(openWebUi('<details type="reasoning">'.repeat(50_000)))).toBeTruthy();
  const text = 'a <details type="reasoning">x</details> b<details type="tool_calls" done>y</details>\n c';
  expect(read1(openWebUi(text))).toMatchObject({ content: [{ text: "a bc" }] });
});

test("a long chain of silent messages is walked once", () => {
  const silent = Array.from({ length: 100_000 }, (_, at) => ({
    id: `s${at}`,
    parent: at > 0 ? `s${at - 1}` : "first",
    item: null,
    createdAt: null,
  }));
  const item = { type: "assistant_message" as const, content: [] };
  const spoken = Array.from({ length: 5_000 }, (_, at) => ({
    id: `m${at}`,
    parent: "s99999",
    item,
    createdAt: null,
  }));
  const messages = [{ id: "first", parent: null, item, createdAt: null }, ...silent, ...spoken];
  const nothing = { id: null, title: null, titleSource: "user" as const, createdAt: null, updatedAt: null };
  const placed = arrange({ format: "x", ...nothing, messages, current: null }, "thr_1");
  expect(placed.filter(({ parentSeq }) => parentSeq === 1)).toHaveLength(4_999);
});

test("an entry of too many values, and a file of too many entries, are not parsed", async () => {
  const split = async (text: string) => {
    const pieces: (string | undefined)[] = [];
    const chunks = async function* () {
      yield Buffer.from(text);
    };
    for await (const piece of splitJson(chunks())) pieces.push(piece);
    return pieces;
  };
  expect(await split(`[{"a":[${"{},".repeat(300_000)}{}]},{"b":1}]`)).toEqual([undefined, '{"b":1}']);
  await expect(split(`[${"{},".repeat(100_001)}{}]`)).rejects.toThrow("too many entries");
});
