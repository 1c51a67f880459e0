import type { AppProcess } from "#tests/support/app-process.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";
import { startModelServer, type ModelServer } from "#tests/support/model-server.ts";
import { APP_TIMEOUT, withApp } from "./app.ts";
import { test } from "./fixtures.ts";

/**
 * The app with a model whose answers the test dictates step by step, so an answer runs as long as the test
 * needs.
 */
export const dictated = withModel<DictatedModel>(startDictatedModel, ({ env }) => env);

/** The app with a model whose answers the test scripts in advance. One for all files, so that it starts once. */
export const scripted = scriptedWith({});

/** The same, with more in its environment. Each call of this is an app of its own. */
export function scriptedWith(env: Record<string, string>) {
  return withModel<ModelServer>(startModelServer, ({ url }) => ({
    OPENAI_API_KEY: "test",
    OPENAI_BASE_URL: url,
    ...env,
  }));
}

/** @param envOf the environment that makes an app use this model */
function withModel<Model extends { stop(): Promise<void> }>(
  start: () => Promise<Model>,
  envOf: (model: Model) => Record<string, string>,
) {
  return test.extend<object, { model: Model; app: AppProcess }>({
    model: [
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const model = await start();
        await use(model);
        await model.stop();
      },
      { scope: "worker" },
    ],
    app: [
      ({ model }, use, worker) => withApp(envOf(model), use, worker),
      { scope: "worker", timeout: APP_TIMEOUT },
    ],
  });
}
