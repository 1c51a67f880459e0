import { modelConfig } from "#app/assistant/config.ts";
import { env } from "#app/env.server.ts";

/** The host of the model that answers; null when this server answers by itself. */
export function answeringHost(): string | null {
  const model = modelConfig(env);
  return model && new URL(model.baseURL ?? "https://api.openai.com/v1").host;
}
