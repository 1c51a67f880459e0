import { afterAll, beforeAll, expect, test } from "vitest";
import { signUp, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";

let model: ModelServer;
let app: AppProcess;
beforeAll(async () => {
  model = await startModelServer();
  app = await startApp({ env: { OPENAI_API_KEY: "test", OPENAI_BASE_URL: model.url, TASKS: "off" } });
});
afterAll(async () => {
  await app.kill();
  await model.stop();
});

test("An app without tasks has no planner, and its model no tools for tasks", async () => {
  const ada = await signUp(app.url);
  const browser = browserClient(app.url, ada.cookie);
  for (const path of ["/tasks", "/tasks?view=all", "/tasks/exchange", "/tasks.csv", "/tasks/reminders"]) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
  }
  const chat = await (await browser.get("/chat")).text();
  expect(chat).not.toMatch(/href="\/tasks"|Create a task/);
  expect(chat).toContain("Help me write");
  const start = (await (await fetch(app.url)).text()).replace(/<style[^]*?<\/style>/g, "");
  expect(start).not.toMatch(/task/i);

  model.script({ says: "Hi." });
  await startThread(ada, "Hello");
  const asked = JSON.stringify(model.requests.at(-1)?.body);
  expect(asked).not.toMatch(/create_task|list_tasks|show_plan|keeps the user's tasks/);
});

test("An app with the built-in assistant isn't started without tasks", async () => {
  await expect(startApp({ env: { TASKS: "off" } })).rejects.toThrow(/TASKS: off needs a model/);
});
