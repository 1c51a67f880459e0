import { describe, expect, test } from "vitest";
import { composerOptions } from "#app/chat/composer-options.ts";
import { modelConfig } from "#app/assistant/config.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { parseEnv } from "#app/env.server.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, doneIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();
const tools = ["web_search" as const, "image_generation" as const];

const send = (chat: Conversation, inference_options: object, text = "Hi") => {
  const input = { content: [{ type: "input_text", text }], attachments: [], inference_options };
  return chat.request({ type: "threads.create", params: { input } });
};
const noticesIn = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
const bodies = () => agent.server().requests.map(({ body }) => body);

describe("The composer offers", () => {
  const offered = (source: Record<string, string>) =>
    composerOptions(modelConfig(parseEnv({ OPENAI_API_KEY: "sk-test", ...source })));

  test("several models, and the configured tools", () => {
    expect(offered({ OPENAI_MODEL: "a,b", OPENAI_TOOLS: "image_generation,web_search" })).toMatchObject({
      models: [
        { id: "a", label: "a" },
        { id: "b", label: "b" },
      ],
      tools: [
        expect.objectContaining({ id: "image_generation", label: "Create an image", icon: "square-image" }),
        expect.objectContaining({ id: "web_search", label: "Search the web", icon: "globe" }),
      ],
    });
  });

  test("nothing with one model and no tools", () => {
    expect(offered({})).toMatchObject({ models: [], tools: [] });
    expect(offered({ ASSISTANT: "builtin", OPENAI_MODEL: "a,b" })).toMatchObject({ models: [], tools: [] });
  });
});

describe("A model", () => {
  const models = ["test-model", "other-model"] satisfies [string, ...string[]];

  test("is the chosen one, also when the turn continues after a question", async () => {
    const asks = { calls: [{ name: "ask_person", arguments: { questions: [{ question: "Which?" }] } }] };
    const chat = agent.start([asks, { says: "I see." }], { models });
    const form = doneIn(await send(chat, { model: "other-model" })).at(-1);
    await chat.request({
      type: "threads.add_structured_input",
      params: { thread_id: chat.threadId(), item_id: form?.id, input: { status: "skipped", answers: {} } },
    });
    expect(bodies()).toMatchObject([{ model: "other-model" }, { model: "other-model" }]);
  });

  test("that isn't available is replaced by the default, with a notice", async () => {
    const chat = agent.start([{ says: "Hello." }], { models });
    const events = await send(chat, { model: "some-expensive-model" });
    expect(answerIn(events)).toBe("Hello.");
    expect(noticesIn(events)).toEqual([
      expect.stringMatching(/isn't available any more, so test-model answers/),
    ]);
    expect(bodies()).toMatchObject([{ model: "test-model" }]);
  });
});

describe("A hosted tool", () => {
  test("is offered to the model without being required", async () => {
    const chat = agent.start([{ says: "Hello." }], { tools, api: "auto" });
    expect(noticesIn(await send(chat, {}))).toEqual([]);
    expect(bodies()).toMatchObject([
      {
        tools: expect.arrayContaining([
          expect.objectContaining({ type: "web_search" }),
          expect.objectContaining({ type: "image_generation", partial_images: 2, output_format: "webp" }),
        ]),
        include: ["web_search_call.action.sources"],
      },
    ]);
    expect(bodies()[0]).not.toHaveProperty("tool_choice");
  });

  test.each(tools)("%s is required for the message that chose it, and only for that one", async (id) => {
    const list = { calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
    const chat = agent.start([list, { says: "Here." }], { tools });
    await send(chat, { tool_choice: { id } });
    const [first, second] = bodies();
    expect(first).toMatchObject({ tool_choice: { type: id } });
    expect(second).not.toHaveProperty("tool_choice");
  });

  test.each(["image_generation", "create_task", "telepathy"])(
    "that isn't configured (%s) is left out, with a notice",
    async (id) => {
      const chat = agent.start([{ says: "Hello." }], { tools: ["web_search"] });
      const events = await send(chat, { tool_choice: { id } });
      expect(answerIn(events)).toBe("Hello.");
      expect(noticesIn(events)).toEqual([expect.stringMatching(/without it/)]);
      expect(bodies()[0]).not.toHaveProperty("tool_choice");
    },
  );

  // chatkit-python: test_stream_agent_response_image_generation_partial_progress
  test("that generates an image shows its progress, and an image without text completes the answer", async () => {
    const chat = agent.start([{ output: [{ draws: "UklGRg==", previews: ["UklGRa", "UklGRb"] }] }], {
      tools,
    });
    const events = await send(chat, { tool_choice: { id: "image_generation" } });
    const updates = events.flatMap((event) =>
      event.type === "thread.item.updated" && event.update.type === "generated_image.updated"
        ? [event.update.progress]
        : [],
    );
    expect(updates).toEqual([0, 0.5]);
    expect(doneIn(events).map(({ type }) => type)).toEqual(["generated_image"]);
    expect(agent.server().requests).toHaveLength(1);
    expect(chat.logged).toEqual([]);
  });
});
