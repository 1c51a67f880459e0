import type { ModelServer } from "#tests/support/model-server.ts";
import { CDN, chatkit, expect, say } from "./fixtures.ts";
import { scripted as test } from "./models.ts";

const script = (model: ModelServer) =>
  model.script(
    { says: "Here are [your tasks](/tasks).", calls: [{ name: "navigate", arguments: { to: "/tasks" } }] },
    { says: "There you are." },
  );

test("the assistant opens the tasks from the instant view", async ({ guest: page, context, model }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  script(model);
  await say(page, "Take me to my tasks");
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole("heading", { name: "Tasks" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("There you are.");
});

test("the assistant opens the tasks from ChatKit", async ({ guest: page, model }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  script(model);
  await chatkit(page).getByRole("textbox").fill("Take me to my tasks");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks$/);
  await page.goBack();
  await expect(page.getByRole("main")).toContainText("There you are.");
});
