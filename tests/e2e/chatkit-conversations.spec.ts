import type { Locator } from "@playwright/test";
import { composer, pathOfConversation } from "./chatkit-view.ts";
import { alive, CDN, chatkit, expect, expectAnswers, say, setDouble, test } from "./fixtures.ts";

// Conversations that begin, change and are opened while ChatKit is in charge.

test("a new conversation gets its address without a reload, in either view", async ({
  guest: page,
  context,
}) => {
  const mark = () => page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const isSame = () => page.evaluate(() => Reflect.get(window, "sameDocument"));
  await page.goto("/tasks");
  await page.getByRole("link", { name: "New chat" }).click();
  await expect(chatkit(page)).toBeVisible();
  await mark();
  await composer(page).fill("List tasks");
  await composer(page).press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  expect(await isSame()).toBe(true);
  await page.goBack();
  await expect(page, "the empty page is not on the way back").toHaveURL(/\/tasks$/);

  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  await mark();
  await say(page, "List tasks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  expect(await isSame()).toBe(true);
});

test("a new chat in ChatKit is one, also before the last one has got its place in the lists", async ({
  guest: page,
  context,
}) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await context.route(/[./]data/, () => undefined);
  await composer(page).fill("Thanks");
  await composer(page).press("Enter");
  await expectAnswers(page, 1);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await context.unroute(/[./]data/);
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(chatkit(page).getByRole("button", { name: "Create a task" })).toBeVisible();
  await expect(page).toHaveURL(/\/chat$/);
});

test("a conversation that began in ChatKit gets its title and its menu on the page around it", async ({
  guest: page,
}) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await composer(page).fill("Add a task: name the boat");
  await composer(page).press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page).toHaveTitle("Add a task: name the boat · Chat");
  await expect(page.getByRole("heading", { name: "Add a task: name the boat" })).toBeVisible();
  await expect(page.getByLabel("Conversation menu")).toBeVisible();
  await expect(chatkit(page), "ChatKit stays in charge").toBeVisible();
});

test("whoever clicks fast from one conversation to another ends in the last one", async ({ guest: page }) => {
  const first = await pathOfConversation(page, "List tasks");
  const second = await pathOfConversation(page, "What can you do?");
  await page.goto(first);
  await expect(chatkit(page)).toBeVisible();
  const link = (path: string) => page.getByRole("complementary").locator(`a[href="${path}"]`).first();
  for (const path of [second, first, second, first, second]) await link(path).click({ noWaitAfter: true });
  await expect(page).toHaveURL(second);
  await expect(chatkit(page).locator('[data-type="user_message"]')).toHaveText(["What can you do?"]);
  await page.goBack();
  await expect(page).toHaveURL(first);
  await expect(chatkit(page).locator('[data-type="user_message"]')).toHaveText(["List tasks"]);
});

const clicks: Record<string, Parameters<Locator["click"]>[0]> = {
  "the middle button": { button: "middle" },
  Control: { modifiers: ["ControlOrMeta"] },
};
for (const [how, click] of Object.entries(clicks)) {
  test(`a link of the sidebar opens in a tab of its own with ${how}`, async ({ guest: page, context }) => {
    const path = await pathOfConversation(page, "List tasks");
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("complementary").locator(`a[href="${path}"]`).first().click(click),
    ]);
    await tab.bringToFront();
    await expect(tab.getByRole("list", { name: "Messages" })).toContainText("List tasks");
    // The double is given to tabs that the test knows; this one may have asked before it did.
    await tab.reload();
    await expect(chatkit(tab)).toBeVisible({ timeout: 20_000 });
    await expect(chatkit(tab).locator('[data-type="user_message"]')).toHaveText(["List tasks"]);
    await composer(tab).fill("What can you do?");
    await composer(tab).press("Enter");
    await expect(chatkit(tab).locator('[data-type="assistant_message"]')).toHaveCount(2);
    expect(new URL(page.url()).pathname).toBe("/chat");
  });
}

test("a draft in ChatKit survives the tasks and back", async ({ guest: page }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await composer(page).fill("half a thought");
  await page.getByRole("link", { name: "Tasks" }).first().click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.locator("openai-chatkit")).toBeHidden();
  await page.goBack();
  await expect(composer(page)).toHaveValue("half a thought");
});

test("what another tab sends is in ChatKit at once", async ({ guest: page, context }) => {
  const path = await pathOfConversation(page, "Thanks");
  await page.goto(path);
  await expect(chatkit(page)).toContainText("Thanks");
  const other = await context.newPage();
  await setDouble(other, { frameDelay: 1e9 });
  await other.goto(path);
  await alive(other);
  await say(other, "What can you do?");
  await expect(other.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(chatkit(page)).toContainText("What can you do?", { timeout: 15_000 });
});
