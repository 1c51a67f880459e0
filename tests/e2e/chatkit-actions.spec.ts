import type { Page } from "@playwright/test";
import { send } from "./chatkit-view.ts";
import { chatkit, expect, test } from "./fixtures.ts";

// Actions of widgets that ChatKit sends beside the conversation.

/** A new conversation in ChatKit, whose answer lists two tasks. */
async function listTwoTasks(page: Page): Promise<void> {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await send(page, "Add tasks: paint the boat; sand the deck");
}

test("a task is ticked in ChatKit’s list, in place, and the tasks page knows it", async ({ guest: page }) => {
  await listTwoTasks(page);
  const box = chatkit(page).getByRole("checkbox", { name: "Paint the boat" }).last();
  await expect(box).toBeVisible();
  const actions: string[] = [];
  page.on("request", (request) => {
    const [type] = /threads\.\w*custom_action/.exec(request.postData() ?? "") ?? [];
    if (type) actions.push(type);
  });
  await box.click();
  await expect(box).toHaveAttribute("checked");
  expect(actions).toEqual(["threads.sync_custom_action"]);
  await page.goto("/tasks?view=completed");
  await expect(page.getByRole("main")).toContainText("Paint the boat");
});

test("a tick that fails is a toast of ChatKit’s", async ({ guest: page, context }) => {
  await listTwoTasks(page);
  await expect(chatkit(page).getByRole("checkbox", { name: "Paint the boat" }).last()).toBeVisible();
  await context.route("**/api/chatkit", (route) => route.fulfill({ status: 500, json: { message: "No." } }));
  await chatkit(page).getByRole("checkbox", { name: "Paint the boat" }).last().click();
  await expect(chatkit(page)).toContainText("This request failed");
});
