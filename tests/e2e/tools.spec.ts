import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startModelServer, type ModelServer } from "#tests/support/model-server.ts";
import { CDN, chatkit, expect, say, test as base } from "./fixtures.ts";

const test = base.extend<object, { model: ModelServer; app: AppProcess }>({
  model: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const model = await startModelServer();
      await use(model);
      await model.stop();
    },
    { scope: "worker" },
  ],
  app: [
    async ({ model }, use) => {
      const app = await startApp({ env: { OPENAI_API_KEY: "test", OPENAI_BASE_URL: model.url } });
      await use(app);
      await app.stop();
    },
    { scope: "worker" },
  ],
});

const script = (model: ModelServer) =>
  model.script(
    { says: "Here are [your tasks](/tasks).", calls: [{ name: "navigate", arguments: { to: "/tasks" } }] },
    { says: "There you are." },
  );

test("the assistant takes somebody to the tasks from the instant view", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  script(model);
  await say(page, "Take me to my tasks");
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole("heading", { name: "Tasks" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("There you are.");
});

test("the assistant takes somebody to the tasks from ChatKit", async ({ guest: page, model }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  script(model);
  await chatkit(page).getByRole("textbox").fill("Take me to my tasks");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks$/);
  await page.goBack();
  await expect(page.getByRole("main")).toContainText("There you are.");
});
