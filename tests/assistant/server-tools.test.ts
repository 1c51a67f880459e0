import { resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { ToolServerConfig } from "#app/env-tool-servers.ts";
import type { StructuredInputItem } from "#app/chatkit/protocol/items.ts";
import { closeToolServers } from "#app/tool-servers/tool-servers.ts";
import { user } from "#db/schema/index.ts";
import type { Step } from "#tests/support/model-server-types.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, doneIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();
afterEach(() => closeToolServers());

const server = (more: Partial<ToolServerConfig> = {}): ToolServerConfig => ({
  name: "notes",
  transport: {
    kind: "stdio",
    command: process.execPath,
    args: [resolve(import.meta.dirname, "../support/tool-server.ts")],
    env: { NOTES: "here" },
    cwd: undefined,
  },
  tools: undefined,
  alwaysAllow: [],
  timeoutMs: 10_000,
  guests: false,
  ...more,
});
const start = (steps: Step[], more: Partial<ToolServerConfig> = {}) =>
  agent.start(steps, { toolServers: [server(more)] });
const calls = (tool: string, input: Record<string, unknown> = {}) => ({
  calls: [{ name: `notes__${tool}`, arguments: input }],
});
const asked = (at = -1) => JSON.stringify(agent.server().requests.at(at)?.body);
const toolsOffered = (at = -1) => [...new Set(asked(at).match(/notes__\w+/g))].toSorted();

/** Answers the form that the last turn asked. */
function answer(chat: Conversation, events: Awaited<ReturnType<Conversation["send"]>>, value: string) {
  const form = doneIn(events).find((item): item is StructuredInputItem => item.type === "structured_input");
  const [question] = form?.inputs ?? [];
  if (!form || !question) throw new Error("nothing was asked");
  return chat.request({
    type: "threads.add_structured_input",
    params: {
      thread_id: chat.threadId(),
      item_id: form.id,
      input: { status: "answered", answers: { [question.id]: { values: [value], skipped: false } } },
    },
  });
}

describe("A tool of another server", () => {
  test("that only reads runs at once; its output is marked as data, and folded in the steps", async () => {
    const chat = start([calls("list_notes"), { says: "There are none." }]);
    const events = await chat.send("Which notes are there?");
    expect(answerIn(events)).toBe("There are none.");
    expect(asked()).toContain('<tool_result server=\\"notes\\" tool=\\"list_notes\\">\\n0 notes');
    const [workflow] = doneIn(events);
    expect(workflow).toMatchObject({
      type: "workflow",
      workflow: {
        expanded: false,
        tasks: [
          {
            title: "notes: List notes",
            status_indicator: "complete",
            content: expect.stringContaining("0 notes"),
          },
        ],
      },
    });
  });

  test("that changes something asks first, runs after a yes with exactly that input, and asks again for another", async () => {
    const input = { text: "Buy clay", tag: "pottery" };
    const chat = start([
      calls("add_note", input),
      // The second time in another order.
      calls("add_note", { tag: "pottery", text: "Buy clay" }),
      { says: "Noted." },
      calls("add_note", { text: "Sell the house" }),
    ]);
    const events = await chat.send("Note: buy clay");
    const [, form] = doneIn(events);
    expect(form).toMatchObject({
      type: "structured_input",
      inputs: [
        {
          question: expect.stringMatching(/May I use “Add a note” of notes\?[\s\S]*Buy clay/),
          options: [{ value: "Allow once" }, { value: "Always in this conversation" }, { value: "No" }],
        },
      ],
    });
    expect(answerIn(await answer(chat, events, "Allow once"))).toBe("Noted.");
    expect(asked()).toContain("Added: Buy clay");
    const again = await chat.send("Note: sell the house");
    expect(doneIn(again).some(({ type }) => type === "structured_input")).toBe(true);
  });

  test("doesn't run after a no", async () => {
    const chat = start([
      calls("add_note", { text: "Buy clay" }),
      calls("add_note", { text: "Buy clay" }),
      { says: "All right." },
      calls("list_notes"),
      { says: "None." },
    ]);
    const events = await chat.send("Note: buy clay");
    expect(answerIn(await answer(chat, events, "No"))).toBe("All right.");
    expect(asked()).toContain("The user has not allowed this");
    await chat.send("Which notes are there?");
    expect(asked()).toContain("0 notes");
  });

  test("that is always allowed in a conversation isn't asked for there, and is in another", async () => {
    const chat = start([
      calls("add_note", { text: "One" }),
      calls("add_note", { text: "One" }),
      { says: "Noted." },
      calls("add_note", { text: "Two" }),
      { says: "Noted, too." },
    ]);
    const events = await chat.send("Note: one");
    const done = await answer(chat, events, "Always in this conversation");
    expect(answerIn(done)).toBe("Noted.");
    // The list of allowed tools is the server's.
    expect(JSON.stringify(done)).not.toContain("allowedTools");
    expect(answerIn(await chat.send("Note: two"))).toBe("Noted, too.");
    const other = start([calls("add_note", { text: "Three" })]);
    expect(doneIn(await other.send("Note: three")).some(({ type }) => type === "structured_input")).toBe(
      true,
    );
  });

  test("can be allowed by the operator, and only listed ones are offered", async () => {
    const more = { tools: ["add_note", "list_notes"], alwaysAllow: ["add_note"] };
    const chat = start([calls("add_note", { text: "One" }), { says: "Noted." }], more);
    expect(answerIn(await chat.send("Note: one"))).toBe("Noted.");
    expect(toolsOffered()).toEqual(["notes__add_note", "notes__list_notes"]);
  });

  test.each([
    ["fails", "fail", {}, "the disk is full"],
    ["takes too long", "wait", { timeoutMs: 1_000 }, "The tool failed"],
    ["dies", "die", {}, "The tool failed"],
  ])("that %s is said to the model, and the answer goes on", async (_, tool, more, words) => {
    const chat = start(
      [calls(tool), { says: "It didn't work." }, calls("list_notes"), { says: "Fine." }],
      more,
    );
    expect(answerIn(await chat.send("Try it"))).toBe("It didn't work.");
    expect(asked()).toContain(words);
    // The next turn has a server again.
    expect(answerIn(await chat.send("And the notes?"))).toBe("Fine.");
    expect(asked()).toContain("0 notes");
  });

  test("that returns very much is cut", async () => {
    const chat = start([calls("flood"), { says: "A lot." }]);
    await chat.send("Flood me");
    expect(asked()).toContain("cut off: it has 300000 characters");
    expect(asked().length).toBeLessThan(60_000);
  });

  test("can't leave its mark, and shows links and pictures as code", async () => {
    const chat = start([calls("trick"), { says: "It tried to trick us." }]);
    const events = await chat.send("Look");
    expect(asked().match(/<\/tool_result>/g)).toHaveLength(1);
    const [workflow] = doneIn(events);
    expect(JSON.stringify(workflow)).toMatch(/```\\n<\/tool_result>/);
  });

  test("sees nothing of the app's environment but what it was given", async () => {
    process.env.BETTER_AUTH_SECRET_OF_TEST = "hush";
    const chat = start([calls("environment"), { says: "I see." }]);
    await chat.send("What do you see?");
    delete process.env.BETTER_AUTH_SECRET_OF_TEST;
    expect(asked()).toContain("NOTES");
    expect(asked()).not.toContain("hush");
  });

  test("isn't offered to guests, unless the operator says so", async () => {
    await agent.db().update(user).set({ isAnonymous: true });
    await start([{ says: "Hi." }]).send("Hello");
    expect(toolsOffered()).toEqual([]);
    await start([{ says: "Hi." }], { guests: true }).send("Hello");
    expect(toolsOffered()).toContain("notes__add_note");
  });

  test("of a server that can't be started is missed with a notice, and the answer comes", async () => {
    const chat = start([{ says: "Hi." }], {
      transport: { kind: "stdio", command: "/nowhere/to-be-found", args: [], env: {}, cwd: undefined },
    });
    const events = await chat.send("Hello");
    expect(answerIn(events)).toBe("Hi.");
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "notice",
        message: expect.stringContaining("“notes” can't be reached"),
      }),
    );
  });
});

test("A turn has at most forty calls, however many a model makes in one step", async () => {
  const many = Array.from({ length: 60 }, () => ({ name: "notes__list_notes", arguments: {} }));
  const chat = start([{ calls: many }, { says: "Enough." }]);
  expect(answerIn(await chat.send("Go"))).toBe("Enough.");
  expect(asked().match(/more than 40 calls/g)).toHaveLength(20);
});
