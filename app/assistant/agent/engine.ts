import { Agent, type Model, ModelRefusalError, Runner, type RunStreamEvent } from "@openai/agents";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";
import type { ModelConfig } from "../config.server.ts";
import { type ChatContext, localNow } from "../context.ts";
import { tasksChanged } from "../tasks-changed.ts";
import { loadHistory } from "./history.ts";
import { instructions } from "./instructions.ts";
import { createModels } from "./model.ts";
import { EmptyAnswerError, toStreamError } from "./model-errors.ts";
import { isMessageDone } from "./raw-events.ts";
import { Speech } from "./speech.ts";
import { taskTools, type ToolContext, toolProgress } from "./tools.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

/** Calls of the model in one answer, each but the last followed by tools. */
const MAX_STEPS = 12;

/** An assistant that asks a language model, which has the task tools. */
export function createAgent(
  { db, store }: Deps,
  config: ModelConfig,
): ChatKitHandlers<ChatContext>["respond"] {
  const models = createModels(config);
  // Traces would send conversations elsewhere.
  const runner = new Runner({ tracingDisabled: true, traceIncludeSensitiveData: false });

  return async function* respond(thread, input, context, signal) {
    const tools: ToolContext = { db, userId: context.userId, changed: false, ...localNow(context) };
    const speech = new Speech(thread.id, () => store.generateId("message", context));
    const history = await loadHistory(store, thread.id, context);
    const agent = makeAgent(models(chooseModel(config, input?.inference_options.model)), tools);
    try {
      const run = await runner.run(agent, history, { stream: true, signal, maxTurns: MAX_STEPS });
      for await (const event of run) yield* tell(event, speech, tools);
      await run.completed;
      if (signal.aborted) return;
      yield* speech.end();
      if (!speech.hasSpoken) throw new EmptyAnswerError();
    } catch (error) {
      if (signal.aborted) return;
      // What a tool has done stays done, whatever became of the answer.
      yield* tellChanges(tools);
      if (!(error instanceof ModelRefusalError)) throw toStreamError(error);
      yield* speech.delta(error.refusal);
      yield* speech.end();
    }
  };
}

function chooseModel({ models }: ModelConfig, wanted: string | undefined): string {
  return models.find((name) => name === wanted) ?? models[0];
}

function makeAgent(model: Model, context: ToolContext): Agent {
  return new Agent({
    name: "Assistant",
    model,
    instructions: instructions(context),
    tools: taskTools(context),
    // Nothing is to be kept by the model's server; the conversation is ours.
    modelSettings: { store: false, parallelToolCalls: false },
  });
}

function* tell(event: RunStreamEvent, speech: Speech, tools: ToolContext): Generator<ThreadStreamEvent> {
  if (event.type === "raw_model_stream_event") {
    const { data } = event;
    if (data.type === "output_text_delta") yield* speech.delta(data.delta);
    if (data.type === "response_done" || (data.type === "model" && isMessageDone(data.event)))
      yield* speech.end();
  }
  if (event.type !== "run_item_stream_event") return;
  if (event.name === "tool_called" && event.item.type === "tool_call_item") {
    const call = event.item.rawItem;
    if (call.type === "function_call") yield { type: "progress_update", text: toolProgress(call.name) };
  }
  if (event.name === "tool_output") yield* tellChanges(tools);
}

function* tellChanges(tools: ToolContext): Generator<ThreadStreamEvent> {
  if (!tools.changed) return;
  tools.changed = false;
  yield tasksChanged();
}
