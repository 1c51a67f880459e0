import {
  type AgentOutputItem,
  assistant,
  type Model,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
} from "@openai/agents";
import OpenAI from "openai";
import { modelFirstTokenSeconds } from "#app/metrics.server.ts";
import type { ModelConfig } from "../../config.ts";
import type { Api, ApiChoice } from "./api-choice.ts";
import { fetchOfHost, fetchOfTurn } from "./host-fetch.ts";
import { EmptyAnswerError, ModelCutOffError } from "./model-errors.ts";
import { chatFinishReason } from "#app/chatkit/agents/raw-events.ts";
import { withTimeouts } from "./timeouts.ts";
import { traced } from "./traced-model.ts";
import type { WordsAhead } from "./words-ahead.ts";

export function createClient({ apiKey, baseURL, maxRetries }: ModelConfig): OpenAI {
  return new OpenAI({
    apiKey,
    // The SDK would read OPENAI_BASE_URL from the environment if this were null.
    baseURL: baseURL ?? "https://api.openai.com/v1",
    // With pauses that double from half a second, or as long as the endpoint says. Only until the answer begins.
    maxRetries,
    fetch: fetchOfHost,
    logLevel: "off",
  });
}

/** Makes a model of one endpoint by its name, for a turn that shows its words as they come. */
export type MakeModel = (name: string, ahead?: WordsAhead) => Model;

export function createModels(client: OpenAI, config: ModelConfig, apis: ApiChoice): MakeModel {
  return (name, ahead) => {
    const own = ahead ? client.withOptions({ fetch: fetchOfTurn(ahead) }) : client;
    const timed = withTimeouts(eitherApi(own, name, apis), config, {
      onFirstToken: (seconds) => modelFirstTokenSeconds.observe({ model: name }, seconds),
      heardAt: () => ahead?.saidAt ?? -Infinity,
    });
    return traced(timed, { name, baseURL: client.baseURL });
  };
}

/** A model that tries the next API when the endpoint doesn't have the first one (404 or 405). */
function eitherApi(client: OpenAI, name: string, apis: ApiChoice): Model {
  const models: Record<Api, Model> = {
    responses: endsProperly(new OpenAIResponsesModel(client, name), "responses"),
    chat_completions: endsProperly(new OpenAIChatCompletionsModel(client, name), "chat_completions"),
  };
  return {
    getResponse: (request) => models[apis.best].getResponse(request),
    async *getStreamedResponse(request) {
      const order = [...apis.order];
      for (const [attempt, api] of order.entries()) {
        let begun = false;
        try {
          for await (const event of models[api].getStreamedResponse(request)) {
            if (!begun) apis.works(api);
            begun = true;
            yield event;
          }
          return;
        } catch (error) {
          const isUnknownPath =
            error instanceof OpenAI.APIError && (error.status === 404 || error.status === 405);
          if (begun || !isUnknownPath || attempt === order.length - 1) throw error;
        }
      }
    },
  };
}

/**
 * Wraps a model to correct three cases that the SDK misreads:
 *
 * - A chat completion that ended without a finish reason was cut off, and is an error.
 * - An empty answer is an error. The SDK would call the model again.
 * - An image without text is a complete answer. The SDK would call the model again and again, so an empty
 *   message is added.
 */
function endsProperly(model: Model, api: Api): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      let finished = api !== "chat_completions";
      for await (const event of model.getStreamedResponse(request)) {
        if (event.type === "model") finished ||= chatFinishReason(event.event) !== undefined;
        if (event.type === "response_done") {
          if (!finished) throw new ModelCutOffError();
          const { output } = event.response;
          if (output.length === 0) throw new EmptyAnswerError();
          if (isImage(output)) {
            yield { ...event, response: { ...event.response, output: [...output, assistant("")] } };
            continue;
          }
        }
        yield event;
      }
    },
  };
}

function isImage(output: AgentOutputItem[]): boolean {
  const isWordless = output.every(({ type }) => type === "hosted_tool_call" || type === "reasoning");
  return (
    isWordless &&
    output.some((item) => item.type === "hosted_tool_call" && item.name === "image_generation_call")
  );
}
