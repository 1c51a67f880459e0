import {
  Agent,
  type AgentOptions,
  ModelRefusalError,
  Runner,
  type StreamEvent,
  tool,
  type RunContext,
} from "@openai/agents";
import { assistantMessage, functionCall, modelStream, ScriptedModel } from "@openai/agents/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import { text as textNode, card } from "../widgets/builders.ts";
import { create, createHarness, type Handlers, hangs, inThread, outline } from "../testing/harness.ts";
import { AgentContext } from "./agent-context.ts";
import { toAgentInput } from "./input/to-agent-input.ts";
import { streamAgentRun, type StreamAgentRunOptions } from "./stream-agent-run.ts";

type Tools = AgentOptions<AgentContext>["tools"];
type Step = Iterable<StreamEvent> | AsyncIterable<StreamEvent>;

const done = (
  ...output: Extract<StreamEvent, { type: "response_done" }>["response"]["output"]
): StreamEvent => ({
  type: "response_done",
  response: { id: "r", output, usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } },
});
const says = (...pieces: string[]): StreamEvent[] => [
  ...pieces.map((delta) => ({ type: "output_text_delta" as const, delta })),
  done(assistantMessage(pieces.join(""))),
];
const calls = (name: string, input: Record<string, unknown> = {}): StreamEvent[] => [
  done(functionCall(name, input, { callId: `call_${name}` })),
];

interface Scene extends StreamAgentRunOptions {
  steps: Step[];
  tools?: Tools;
  more?: Partial<AgentOptions<AgentContext>>;
}

/** A server whose answers come from an agent with a scripted model, as the package's README has it. */
function assistantOf({ steps, tools = [], more = {}, ...options }: Scene) {
  const model = new ScriptedModel(steps.map((events) => modelStream(events)));
  const runner = new Runner({ tracingDisabled: true });
  const respond: Handlers["respond"] = async function* respond(thread, _input, context, signal) {
    const agentContext = new AgentContext({ thread, store: harness.store, context });
    const { toolUseBehavior } = agentContext;
    const agent = new Agent<AgentContext>({ name: "Assistant", model, tools, toolUseBehavior, ...more });
    const { data } = await harness.store.loadItems(thread.id, { limit: 50, order: "desc" }, context);
    const input = toAgentInput(data.toReversed());
    const run = await runner.run(agent, input, { stream: true, signal, context: agentContext });
    yield* streamAgentRun(run, agentContext, options);
  };
  const harness = createHarness({ respond });
  return { ...harness, model };
}

const contextOf = (run: RunContext<AgentContext> | undefined): AgentContext => {
  if (!run) throw new Error("the tool was called without a context");
  return run.context;
};
const parameters = z.object({});
const kept = (items: object[]) => JSON.stringify(items);

describe("an agent's run", () => {
  it("becomes a streamed message, which is stored", async () => {
    const { events, store } = assistantOf({ steps: [says("Hel", "lo.")] });
    const heard = await events(create("Hi"));
    expect(outline(heard).slice(3)).toEqual([
      "thread.item.added message_2",
      "thread.item.updated message_2",
      "thread.item.updated message_2",
      "thread.item.updated message_2",
      "thread.item.done message_2",
    ]);
    expect(store.itemsOf("thread_1").at(-1)).toMatchObject({ content: [{ text: "Hello." }] });
  });

  it("shows tools as steps when they have a title, and what they send before the model goes on", async () => {
    const show = tool({
      name: "show_weather",
      description: "Shows the weather",
      parameters,
      execute(_input, run?: RunContext<AgentContext>) {
        const context = contextOf(run);
        context.progress("Looking out of the window");
        context.streamWidget(card([textNode("Sunny")]), "Sunny");
        return "shown";
      },
    });
    const { events, model } = assistantOf({
      steps: [calls("show_weather"), says("It is sunny.")],
      tools: [show],
      toolTitle: () => "Asking the sky",
    });
    const heard = await events(create("Weather?"));
    expect(outline(heard).slice(3)).toEqual([
      "progress_update",
      "thread.item.added workflow_1",
      "progress_update",
      "thread.item.done workflow_1",
      "thread.item.done widget_1",
      "thread.item.added message_2",
      "thread.item.updated message_2",
      "thread.item.updated message_2",
      "thread.item.done message_2",
    ]);
    expect(model.calls).toHaveLength(2);
  });

  it("passes on what a tool sends while the tool is at work", async () => {
    const working = Promise.withResolvers<string>();
    const slow = tool({
      name: "slow",
      description: "Takes its time",
      parameters,
      execute(_input, run?: RunContext<AgentContext>) {
        contextOf(run).progress("Halfway");
        return working.promise;
      },
    });
    const { process } = assistantOf({ steps: [calls("slow"), says("Done.")], tools: [slow] });
    const turn = await process(create());
    if (turn.kind !== "stream") throw new Error("expected a stream");
    const heard: ThreadStreamEvent[] = [];
    for await (const event of turn.events(new AbortController().signal)) {
      heard.push(event);
      if (event.type === "progress_update") working.resolve("ok");
    }
    expect(outline(heard)).toContain("progress_update");
    expect(heard.at(-1)?.type).toBe("thread.item.done");
  });

  it("ends with a call of the page's tool, and goes on with its output", async () => {
    const locate = tool({
      name: "get_location",
      description: "Asks the page",
      parameters,
      execute(_input, run?: RunContext<AgentContext>, details?: { toolCall?: { callId: string } }) {
        const callId = details?.toolCall?.callId ?? "";
        contextOf(run).callClientTool({ callId, name: "get_location", arguments: {} });
        return "asked";
      },
    });
    const { events, model, store } = assistantOf({
      steps: [calls("get_location"), says("You are in Rome.")],
      tools: [locate],
    });
    expect(outline(await events(create("Where am I?"))).at(-1)).toBe("thread.item.done tool_call_1");
    expect(model.calls).toHaveLength(1);
    await events(inThread("threads.add_client_tool_output", { result: { city: "Rome" } }));
    expect(model.lastCall?.request.input).toMatchObject([
      { role: "user" },
      { type: "function_call", callId: "call_get_location" },
      { type: "function_call_result", output: { text: '{"city":"Rome"}' } },
    ]);
    expect(kept(store.itemsOf("thread_1"))).toContain("You are in Rome.");
  });

  it("may end with questions; the first one of a turn counts", async () => {
    const ask = tool({
      name: "ask",
      description: "Asks",
      parameters,
      execute(_input, run?: RunContext<AgentContext>) {
        const question = { type: "freeform" as const, id: "q", question: "Where to?" };
        return [1, 2].map(() => contextOf(run).ask([question])).join();
      },
    });
    const { events, model } = assistantOf({ steps: [calls("ask")], tools: [ask] });
    expect(outline(await events(create())).at(-1)).toBe("thread.item.done structured_input_1");
    expect(model.calls).toHaveLength(1);
  });
});

describe("a run that fails", () => {
  async function* breaking(): AsyncGenerator<StreamEvent> {
    yield { type: "output_text_delta", delta: "Half" };
    throw new Error("the endpoint at 10.0.0.7 is away");
  }

  it("keeps what the model had said, and tells the client nothing of why", async () => {
    const { events, store, logged } = assistantOf({ steps: [breaking()] });
    const heard = await events(create());
    expect(heard.at(-1)).toMatchObject({ type: "error", code: "stream.error" });
    expect(JSON.stringify(heard)).not.toContain("10.0.0.7");
    expect(logged).toHaveLength(1);
    expect(store.itemsOf("thread_1")[1]).toMatchObject({ ended: "failed", content: [{ text: "Half" }] });
  });

  it("shows nothing of an answer that a guardrail stops", async () => {
    const outputGuardrails = [
      { name: "no", execute: async () => ({ tripwireTriggered: true, outputInfo: undefined }) },
    ];
    const { events, store } = assistantOf({ steps: [says("Secret")], more: { outputGuardrails } });
    const heard = await events(create());
    expect(outline(heard).slice(-2)).toEqual(["thread.item.removed message_2", "error"]);
    expect(kept(store.itemsOf("thread_1"))).not.toContain("Secret");
  });

  it("says what the model refuses", async () => {
    async function* refusing(): AsyncGenerator<StreamEvent> {
      yield* [];
      throw new ModelRefusalError("I won't.");
    }
    const { events, store } = assistantOf({ steps: [refusing()] });
    expect((await events(create())).at(-1)?.type).toBe("thread.item.done");
    expect(store.itemsOf("thread_1")[1]).toMatchObject({ content: [{ text: "I won't." }] });
  });

  it("keeps an answer that reached the model's limit as what it is", async () => {
    const chunk = { choices: [{ finish_reason: "length", delta: {} }] };
    const steps = [
      [
        { type: "output_text_delta" as const, delta: "Long" },
        { type: "model" as const, event: chunk },
        done(assistantMessage("Long")),
      ],
    ];
    const { events, store } = assistantOf({ steps });
    expect((await events(create())).at(-1)).toMatchObject({ type: "error", allow_retry: true });
    expect(store.itemsOf("thread_1")[1]).toMatchObject({ ended: "limited", content: [{ text: "Long" }] });
  });

  it("is left when the user stops it, whether or not the model listens", async () => {
    const leaving = new AbortController();
    async function* hanging(): AsyncGenerator<StreamEvent> {
      yield { type: "output_text_delta", delta: "Half" };
      queueMicrotask(() => setImmediate(() => leaving.abort()));
      await hangs();
    }
    const { events, store } = assistantOf({ steps: [hanging()] });
    await events(create(), leaving.signal);
    expect(store.itemsOf("thread_1")[1]).toMatchObject({ ended: "stopped", content: [{ text: "Half" }] });
  });
});
