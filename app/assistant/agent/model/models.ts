import {
  type AgentOutputItem,
  assistant,
  type Model,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
} from "@openai/agents";
import OpenAI from "openai";
import type { ModelApi, ModelConfig } from "../../config.ts";
import { EmptyAnswerError, ModelCutOffError } from "./model-errors.ts";
import { chatFinishReason } from "./raw-events.ts";
import { withTimeouts } from "./timeouts.ts";

type Api = Exclude<ModelApi, "auto">;

export function createClient({ apiKey, baseURL }: ModelConfig): OpenAI {
  return new OpenAI({
    apiKey,
    // The SDK would read OPENAI_BASE_URL from the environment if this were null.
    baseURL: baseURL ?? "https://api.openai.com/v1",
    // One retry, for a stale connection. The user waits, so a failure should be shown soon.
    maxRetries: 1,
    logLevel: "off",
  });
}

/** Returns a function that makes the models of one endpoint by name. */
export function createModels(client: OpenAI, config: ModelConfig): (name: string) => Model {
  const apis = new ApiChoice(config);
  return (name) => withTimeouts(eitherApi(client, name, apis), config);
}

/** The APIs to try, in order. Once one works, only that one is used. */
class ApiChoice {
  #order: [Api, Api] | [Api];

  constructor({ api, baseURL, tools, reasoning }: ModelConfig) {
    const isOpenAI = !baseURL || new URL(baseURL).hostname === "api.openai.com";
    const isKnown = isOpenAI || tools.length > 0 || reasoning.summary !== undefined;
    this.#order = api !== "auto" ? [api] : isKnown ? ["responses"] : ["chat_completions", "responses"];
  }

  get order(): readonly Api[] {
    return this.#order;
  }

  works(api: Api): void {
    this.#order = [api];
  }
}

/** A model that tries the next API when the endpoint doesn't have the first one (404 or 405). */
function eitherApi(client: OpenAI, name: string, apis: ApiChoice): Model {
  const models: Record<Api, Model> = {
    responses: endsProperly(new OpenAIResponsesModel(client, name), "responses"),
    chat_completions: endsProperly(new OpenAIChatCompletionsModel(client, name), "chat_completions"),
  };
  return {
    getResponse: (request) => models[apis.order[0] ?? "chat_completions"].getResponse(request),
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
