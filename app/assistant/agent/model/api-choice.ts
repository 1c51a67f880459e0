import type { ModelApi, ModelConfig } from "../../config.ts";

export type Api = Exclude<ModelApi, "auto">;

/** The APIs of an endpoint to try, in order. Once one works, only that one is used. */
export class ApiChoice {
  #order: [Api, Api] | [Api];

  constructor({ api, baseURL, tools, reasoning }: ModelConfig) {
    const isOpenAI = !baseURL || new URL(baseURL).hostname === "api.openai.com";
    const isKnown = isOpenAI || tools.length > 0 || reasoning.summary !== undefined;
    this.#order = api !== "auto" ? [api] : isKnown ? ["responses"] : ["chat_completions", "responses"];
  }

  get order(): readonly Api[] {
    return this.#order;
  }

  /** The API that works, or the one to try first. */
  get best(): Api {
    return this.#order[0];
  }

  works(api: Api): void {
    this.#order = [api];
  }
}
