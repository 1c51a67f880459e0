import { ModelRefusalError, Runner } from "@openai/agents";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { NoticeEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { readForModel } from "#app/files/for-model.ts";
import type { StoreItemType } from "#app/chatkit/store.ts";
import { taskAnnotations } from "#app/tasks/task-annotation.ts";
import { latestSummary } from "#db/queries/conversation-summaries.ts";
import { getTurnInstructions } from "#db/queries/instructions.ts";
import { listMemories } from "#db/queries/memories.ts";
import type { Task } from "#db/schema/index.ts";
import type { ModelConfig } from "../config.ts";
import { type AssistantDeps, type ChatContext, currentUser, localNow } from "../context.ts";
import { messageEvents } from "../message-events.ts";
import { recentItems } from "../recent-items.ts";
import { skipPendingQuestions } from "../structured-input.ts";
import { choose, fallbackNotice, missingServerNotice } from "./model/choices.ts";
import { createContextSizes, historyBudget } from "./model/context-size.ts";
import { withFallback } from "./model/fallback.ts";
import { modelName, shownName } from "./tools/server-tools.ts";
import { createToolServers } from "#app/tool-servers/tool-servers.ts";
import { createTitleWriter, type WriteTitle } from "./model/write-title.ts";
import { ApiChoice } from "./model/api-choice.ts";
import { createSummarizer } from "./summarizer.ts";
import { allOf, isTripwire, type Rules, TRIPPED } from "./guardrails/guardrails.ts";
import { CALLS_USED_UP, MAX_CALLS_IN_A_ROW } from "./tools/client-tools.ts";
import { PREVIEWS } from "./tools/hosted-tools.ts";
import { loadHistory } from "./input/history.ts";
import { makeAgent } from "./make-agent.ts";
import { modelFailures } from "#app/metrics.server.ts";
import { createMeter } from "./model/meter.ts";
import { createClient, createModels } from "./model/models.ts";
import { EmptyAnswerError, OutputLimitError, toStreamError } from "./model/model-errors.ts";
import { ResponseHandler } from "#app/chatkit/agents/output/response-handler.ts";
import { moderation } from "./guardrails/moderation.ts";
import { withStoredImages } from "./output/stored-images.ts";
import { ItemWriter } from "#app/chatkit/agents/output/item-writer.ts";
import { runEvents, toolEvents } from "#app/chatkit/agents/run-events.ts";
import type { AgentTurn } from "./output/agent-turn.ts";
import { toolTitle } from "./output/tool-titles.ts";
import type { ToolContext } from "./tools/task-tools.ts";
import { WordsAhead } from "./model/words-ahead.ts";
import { withoutServerIds } from "./input/without-server-ids.ts";

/** Maximum number of model calls in one turn. Each call but the last is followed by tool calls. */
const MAX_STEPS = 12;

export interface AgentEngine {
  respond: ChatKitHandlers<ChatContext>["respond"];
  /** Undefined when no model is to name conversations. */
  writeTitle: WriteTitle | undefined;
}

/**
 * Creates the assistant that asks a language model, with the tools of `tools/`.
 *
 * @param rules additional guardrails and hand-offs of the agent
 */
export function createAgent(
  { db, store }: AssistantDeps,
  config: ModelConfig,
  rules: Rules = {},
): AgentEngine {
  const client = createClient(config);
  const apis = new ApiChoice(config);
  const models = createModels(client, config, apis);
  const contextSize = createContextSizes(config);
  const toolServers = createToolServers(config.toolServers);
  const summarize = createSummarizer({ db, store }, client, apis);
  const { moderationModel } = config;
  const allRules = moderationModel ? allOf(rules, moderation(client, moderationModel)) : rules;
  const runner = new Runner({
    // Agents that are reached by a hand-off use the same endpoint.
    modelProvider: { getModel: (name) => models(choose(config, { model: name }).model) },
    callModelInputFilter: ({ modelData }) => ({ ...modelData, input: withoutServerIds(modelData.input) }),
    // Traces would send conversations to OpenAI.
    tracingDisabled: true,
    traceIncludeSensitiveData: false,
  });

  const respond: AgentEngine["respond"] = (thread, input, context, signal) =>
    withStoredImages(answer(thread, input, context, signal), {
      db,
      currentUser: () => currentUser(db, context),
    });

  async function* answer(
    ...[thread, input, context, signal]: Parameters<AgentEngine["respond"]>
  ): AsyncGenerator<ThreadStreamEvent> {
    const newId = (type: StoreItemType) => store.generateId(type, context);
    const changed = new Map<string, Task>();
    const key = { userId: context.userId, conversationId: thread.id };
    const [earlier, user] = await Promise.all([latestSummary(db, key), getTurnInstructions(db, key)]);
    const offered = await toolServers.offered({ isGuest: (user?.name ?? null) === null });
    const writer = new ItemWriter({
      threadId: thread.id,
      newId,
      previews: PREVIEWS,
      referred: (text) => taskAnnotations(text, [...changed.values()]),
    });
    const handler = new ResponseHandler(writer);
    const titles = new Map(offered.tools.map((tool) => [modelName(tool), shownName(tool)]));
    const turn: AgentTurn = {
      writer,
      handler,
      toolOutput: [],
      toolTitle: (name) => toolTitle(name, titles),
      toolDetails: new Map(),
      hasResponses: false,
      isChecked: (allRules.outputGuardrails ?? []).length > 0,
    };
    const before = input && (await recentItems(store, { threadId: thread.id, before: input }, context));
    if (before) yield* skipPendingQuestions(before);
    const wanted = choose(config, input?.inference_options ?? {}).model;
    const budget = historyBudget(await contextSize(wanted), config);
    // A temporary conversation leaves no traces, and knows of none.
    const memories = user?.memory && !user.isTemporary ? await listMemories(db, key.userId) : undefined;
    const history = await loadHistory(store, thread.id, context, {
      budget,
      summary: earlier,
      readFiles: (ids, hasPictures) =>
        readForModel(db, { userId: context.userId, ids, hasPictures: hasPictures && config.hasVision }),
    });
    const tools: ToolContext = {
      answers: history.answers,
      db,
      currentUser: () => currentUser(db, context),
      thread,
      newId,
      changed,
      emit: (toolOutput) => turn.toolOutput.push(toolOutput),
      signal,
      ...localNow(context),
    };
    if (!input && history.toolCalls >= MAX_CALLS_IN_A_ROW) {
      yield* messageEvents({ id: newId("message"), threadId: thread.id }, CALLS_USED_UP, signal);
      return;
    }
    const choice = choose(config, input?.inference_options ?? history.options);
    yield* choice.notices;
    yield* offered.missing.map((name) => missingServerNotice(name));
    const { fallbackModel } = config;
    let answering = choice.model;
    const ahead = new WordsAhead();
    const fallback = fallbackModel ? { name: fallbackModel, model: models(fallbackModel, ahead) } : undefined;
    const notices: NoticeEvent[] = [];
    const model = withFallback({ name: answering, model: models(answering, ahead) }, fallback, () => {
      notices.push(fallbackNotice(answering, fallbackModel));
      answering = fallbackModel ?? answering;
    });
    const agent = makeAgent({
      model,
      turn,
      context: tools,
      config,
      tool: choice.tool,
      rules: allRules,
      told: { user, memories },
      offered: { servers: toolServers, tools: offered.tools },
    });
    const meter = createMeter(() => answering, history.input);
    try {
      const run = await runner.run(agent, history.input, { stream: true, signal, maxTurns: MAX_STEPS });
      for await (const event of ahead.read(run, turn)) {
        yield* notices.splice(0);
        context.usage = meter.read(ahead.shown, run.state.usage);
        yield* "part" in event ? writer.write(event.text, event.part) : runEvents(event, turn);
      }
      await run.completed;
      context.usage = meter.total(run.state.usage);
      if (signal.aborted) return;
      yield* toolEvents(turn);
      yield* handler.isCutOff ? writer.finishUnlessMessage() : writer.finish();
    } catch (error) {
      if (signal.aborted) return;
      modelFailures.inc({ model: answering, error: error instanceof Error ? error.name : "unknown" });
      yield* endWithError(error, turn);
      return;
    }
    if (handler.isCutOff) throw toStreamError(new OutputLimitError());
    if (turn.ending) yield { type: "thread.item.done", item: turn.ending };
    else if (!writer.hasOutput) throw toStreamError(new EmptyAnswerError());
    void summarize({ threadId: thread.id, context, model: answering, history, budget, earlier });
  }
  const { titleModel } = config;
  return { respond, writeTitle: titleModel ? createTitleWriter(client, apis, titleModel) : undefined };
}

/** Ends a failed turn. Effects of tools are kept and reported, whatever happens to the answer. */
async function* endWithError(error: unknown, turn: AgentTurn): AsyncGenerator<ThreadStreamEvent> {
  const { writer } = turn;
  yield* toolEvents(turn);
  if (isTripwire(error)) {
    yield* writer.retract();
    yield* writer.write(TRIPPED);
  } else if (error instanceof ModelRefusalError) {
    if (!turn.hasResponses) yield* writer.write(error.refusal);
  } else {
    // Drop a partial answer that the output guardrails haven't checked.
    yield* turn.isChecked ? writer.retract() : writer.finishUnlessMessage();
    throw toStreamError(turn.handler.isCutOff ? new OutputLimitError() : error);
  }
  yield* writer.finish();
}
