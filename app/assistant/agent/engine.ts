import { Agent, type Model, ModelRefusalError, Runner } from "@openai/agents";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";
import type { ModelConfig } from "../config.server.ts";
import { type ChatContext, localNow } from "../context.ts";
import { CLIENT_TOOLS, type ClientCall, clientTools } from "./client-tools.ts";
import { isTripwire, type Rules, TRIPPED } from "./guardrails.ts";
import { loadHistory } from "./history.ts";
import { instructions } from "./instructions.ts";
import { createModels } from "./model.ts";
import { EmptyAnswerError, toStreamError } from "./model-errors.ts";
import { Listener } from "./listener.ts";
import { Narration } from "./narration.ts";
import { passOn, tellRun, type Turn } from "./tell-run.ts";
import { taskTools, type ToolContext } from "./tools.ts";
import { withoutServerIds } from "./unstored.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

/** Calls of the model in one answer, each but the last followed by tools. */
const MAX_STEPS = 12;

/**
 * An assistant that asks a language model, which has the task tools.
 *
 * @param rules what an answer has to keep to, and who else may answer
 */
export function createAgent(
  { db, store }: Deps,
  config: ModelConfig,
  rules: Rules = {},
): ChatKitHandlers<ChatContext>["respond"] {
  const models = createModels(config);
  const runner = new Runner({
    // Whoever a hand-off leads to speaks through the same server.
    modelProvider: { getModel: (name) => models(chooseModel(config, name)) },
    callModelInputFilter: ({ modelData }) => ({ ...modelData, input: withoutServerIds(modelData.input) }),
    // Traces would send conversations elsewhere.
    tracingDisabled: true,
    traceIncludeSensitiveData: false,
  });

  return async function* respond(thread, input, context, signal) {
    const narration = new Narration({
      threadId: thread.id,
      newId: (type) => store.generateId(type, context),
    });
    const listener = new Listener(narration);
    const turn: Turn = { narration, listener, told: [], hasResponses: false };
    const tools: ToolContext = {
      db,
      userId: context.userId,
      tell: (event) => turn.told.push(event),
      ...localNow(context),
    };
    const history = await loadHistory(store, thread.id, context);
    const model = models(chooseModel(config, input?.inference_options.model));
    const agent = makeAgent(model, tools, turn, rules);
    try {
      const run = await runner.run(agent, history, { stream: true, signal, maxTurns: MAX_STEPS });
      for await (const event of run) yield* tellRun(event, turn);
      await run.completed;
      if (signal.aborted) return;
      yield* passOn(turn);
      yield* narration.end();
    } catch (error) {
      if (signal.aborted) return;
      yield* apologize(error, turn);
      return;
    }
    if (turn.clientCall) {
      const id = store.generateId("tool_call", context);
      yield { type: "thread.item.done", item: clientCallItem(turn.clientCall, id, thread.id) };
    } else if (!narration.hasSpoken) throw toStreamError(new EmptyAnswerError());
  };
}

function chooseModel({ models }: ModelConfig, wanted: string | undefined): string {
  return models.find((name) => name === wanted) ?? models[0];
}

function makeAgent(model: Model, context: ToolContext, turn: Turn, rules: Rules): Agent {
  return new Agent({
    name: "Assistant",
    model,
    instructions: instructions(context),
    tools: [...taskTools(context), ...clientTools((call) => (turn.clientCall = call))],
    toolUseBehavior: { stopAtToolNames: CLIENT_TOOLS },
    // Nothing is to be kept by the model's server; the conversation is ours.
    modelSettings: { store: false, parallelToolCalls: false },
    ...rules,
  });
}

/** Ends a turn that went wrong. What a tool has done stays done, whatever became of the answer. */
function* apologize(error: unknown, turn: Turn): Generator<ThreadStreamEvent> {
  const { narration } = turn;
  yield* passOn(turn);
  if (isTripwire(error)) {
    yield* narration.retract();
    yield* narration.say(TRIPPED);
  } else if (error instanceof ModelRefusalError) {
    if (!turn.hasResponses) yield* narration.say(error.refusal);
  } else {
    yield* narration.breakOff();
    throw toStreamError(error);
  }
  yield* narration.end();
}

function clientCallItem(call: ClientCall, id: string, threadId: string): ClientToolCallItem {
  const created_at = new Date().toISOString();
  return { type: "client_tool_call", id, thread_id: threadId, created_at, status: "pending", ...call };
}
