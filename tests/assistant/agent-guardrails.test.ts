import { describe, expect, test } from "vitest";
import type { Conversation } from "./conversation.ts";
import { outline, turnIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();

describe("A guardrail", () => {
  const guardrail = (waits: () => Promise<void> = () => Promise.resolve()) => ({
    name: "trips",
    execute: () => waits().then(() => ({ tripwireTriggered: true, outputInfo: undefined })),
  });
  const refusal = {
    type: "assistant_message",
    content: [{ text: expect.stringMatching(/^I can't answer that/) }],
  };

  // chatkit-python: test_stream_agent_response_yields_item_removed_event
  test.each(["output", "input"])("on the %s removes what was streamed, and says so", async (of) => {
    // A slow guardrail: the answer has been streamed by then.
    const trips = guardrail(async () => {
      await expect.poll(() => agent.stored(chat), { timeout: 5_000 }).toHaveLength(3);
    });
    const rules = of === "output" ? { outputGuardrails: [trips] } : { inputGuardrails: [trips] };
    const chat: Conversation = agent.start([{ output: [{ thinks: ["Hm."] }], says: "A secret." }], { rules });
    const events = await chat.send("Tell me");
    const shown = turnIn(events).flatMap((event) =>
      event.type === "thread.item.added" && event.item.type !== "user_message" ? [event.item.id] : [],
    );
    const removed = events.flatMap((event) => (event.type === "thread.item.removed" ? [event.item_id] : []));
    expect(shown).toHaveLength(3);
    expect(removed).toEqual(shown.slice(0, -1));
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, refusal]);
    expect(chat.logged).toEqual([]);
  });

  test("keeps the effects of tools", async () => {
    const create = { calls: [{ name: "create_task", arguments: { title: "Buy milk" } }] };
    const chat = agent.start([create, { says: "A secret." }], { rules: { outputGuardrails: [guardrail()] } });
    const events = await chat.send("Buy milk");
    expect(events).toContainEqual({ type: "client_effect", name: "tasks.changed", data: {} });
    expect(outline(events).slice(-5)).toEqual([
      "removed",
      "added assistant_message",
      "content_part.added",
      "content_part.text_delta",
      "done assistant_message",
    ]);
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, refusal]);
  });
});
