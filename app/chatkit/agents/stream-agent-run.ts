import type { RunStreamEvent } from "@openai/agents";
import { CustomStreamError } from "../errors.ts";
import type { Annotation } from "../protocol/annotations.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { AgentContext } from "./agent-context.ts";
import { interleaved } from "./interleaved.ts";
import { ItemWriter } from "./output/item-writer.ts";
import { ResponseHandler } from "./output/response-handler.ts";
import { type AgentRunState, runEvents, toolEvents } from "./run-events.ts";

/** A streamed run of the SDK: `await runner.run(agent, input, { stream: true })`. */
export interface StreamedAgentRun extends AsyncIterable<RunStreamEvent> {
  readonly completed: Promise<void>;
}

export interface StreamAgentRunOptions {
  /** The title of the step that shows a call of a tool. By default, and for undefined, it isn't shown. */
  toolTitle?: ((name: string) => string | undefined) | undefined;
  /** The previews of an image that the model is told to make, for the progress. */
  imagePreviews?: number | undefined;
  /** Finds the things that a text names, as annotations. */
  annotations?: ((text: string) => Annotation[]) | undefined;
}

/** What a user reads when an answer has reached its limit. */
const CUT_OFF = "The answer reached its length limit.";

/**
 * The events of an agent's run, for a `respond` handler (chatkit-python `stream_agent_response`): messages with
 * citations, reasoning and searches as workflows, generated images, and what tools send. It works with the Responses
 * API and with chat completions.
 *
 * @throws the run's own error. What a failed model had said is kept; when a guardrail has tripped, everything that the
 *   run had shown is removed first.
 * @throws CustomStreamError when the answer reached the model's output limit; what there was of it is kept
 */
export async function* streamAgentRun<Context>(
  run: StreamedAgentRun,
  agent: AgentContext<Context>,
  { toolTitle = () => undefined, imagePreviews, annotations }: StreamAgentRunOptions = {},
): AsyncGenerator<ThreadStreamEvent> {
  const writer = new ItemWriter({
    threadId: agent.thread.id,
    newId: (type) => agent.newId(type),
    previews: imagePreviews,
    ...(annotations && { referred: annotations }),
  });
  const state: AgentRunState = {
    writer,
    handler: new ResponseHandler(writer),
    toolOutput: agent.output,
    toolTitle,
    toolDetails: new Map(),
    hasResponses: false,
  };
  try {
    // A tool may be at work for long.
    for await (const event of interleaved(run, () => agent.waitForOutput())) {
      yield* event ? runEvents(event, state) : toolEvents(state);
    }
    await run.completed;
    yield* toolEvents(state);
    yield* state.handler.isCutOff ? writer.finishUnlessMessage() : writer.finish();
  } catch (error) {
    yield* endWithError(error, state);
    return;
  }
  if (state.handler.isCutOff) throw new CustomStreamError(CUT_OFF, { allowRetry: true, end: "limited" });
  if (agent.ending) yield { type: "thread.item.done", item: agent.ending };
}

/** Ends a failed run. Effects of tools are kept and reported, whatever happens to the answer. */
async function* endWithError(error: unknown, state: AgentRunState): AsyncGenerator<ThreadStreamEvent> {
  const { writer } = state;
  yield* toolEvents(state);
  if (nameOf(error).endsWith("GuardrailTripwireTriggered")) {
    yield* writer.retract();
    throw error;
  }
  if (nameOf(error) === "ModelRefusalError" && error instanceof Object && "refusal" in error) {
    if (!state.hasResponses) yield* writer.write(String(error.refusal));
    return yield* writer.finish();
  }
  yield* writer.finishUnlessMessage();
  throw error;
}

/** The SDK's errors are known by their names, so that it is an optional package at run time. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");
