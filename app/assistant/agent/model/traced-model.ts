import type { Model } from "@openai/agents";
import { isTokenEvent } from "#app/chatkit/agents/raw-events.ts";
import { failSpan, inSpan, isTracing, KIND, startSpan } from "#app/traces.server.ts";

/** A model at an endpoint. */
interface Named {
  name: string;
  /** The URL of the endpoint. Of it, only host and port are told. */
  baseURL: string;
}

interface Tokens {
  inputTokens: number;
  outputTokens: number;
}

/**
 * Gives each request to a model a span, with the attributes of OpenTelemetry's conventions for generative AI: model,
 * tokens and the moment of the first token. What is said isn't in it, and the request itself carries no `traceparent`.
 */
export function traced(model: Model, named: Named): Model {
  if (!isTracing()) return model;
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      const span = startSpan(...spanOf("chat", named));
      if (!span) return yield* model.getStreamedResponse(request);
      let hasToken = false;
      try {
        for await (const event of model.getStreamedResponse(request)) {
          if (!hasToken && isTokenEvent(event)) {
            hasToken = true;
            span.addEvent("gen_ai.first_token");
          }
          if (event.type === "response_done") span.setAttributes(usageOf(event.response.usage));
          yield event;
        }
      } catch (error) {
        failSpan(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

/**
 * Asks an endpoint in a span, for an answer in one piece.
 *
 * @param operation such as `chat`, or `moderation`, which the conventions have no word for
 */
export function inModelSpan<Result>(
  operation: string,
  named: Named,
  ask: () => Promise<Result>,
  tokens?: (result: Result) => Tokens,
): Promise<Result> {
  return inSpan(...spanOf(operation, named), async (span) => {
    const result = await ask();
    if (tokens) span?.setAttributes(usageOf(tokens(result)));
    return result;
  });
}

function spanOf(operation: string, { name, baseURL }: Named) {
  const { hostname, port, protocol } = new URL(baseURL);
  const attributes = {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": name,
    "server.address": hostname,
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
  };
  return [`${operation} ${name}`, { kind: KIND.client, attributes }] as const;
}

const usageOf = ({ inputTokens, outputTokens }: Tokens) => ({
  "gen_ai.usage.input_tokens": inputTokens,
  "gen_ai.usage.output_tokens": outputTokens,
});
