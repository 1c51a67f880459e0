import { env } from "#app/env.server.ts";
import { modelConfig } from "./config.server.ts";

/** What people may choose for a message: the models, where there are several. The built-in engine has none. */
export function composerOptions() {
  const models = modelConfig(env)?.models ?? [];
  return { models: models.length > 1 ? models.map((id) => ({ id, label: id })) : [], tools: [] };
}
