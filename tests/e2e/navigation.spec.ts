import type { Page } from "@playwright/test";
import { messages as messagesOf, openInstantView } from "./instant-view.ts";
import { CDN, chatkit, expect, say, serveChatKit, test } from "./fixtures.ts";

/** Starts a conversation in the instant view, and returns its path. */
async function converse(page: Page, text: string): Promise<string> {
  await page.goto("/chat");
  await say(page, text);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Notes every change of who is in charge from now on. */
async function recordStages(page: Page): Promise<() => Promise<string[]>> {
  const stages = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const panel = document.querySelector<HTMLElement>("[data-stage]");
    const observer = new MutationObserver(() => seen.push(panel?.dataset.stage ?? "gone"));
    if (panel) observer.observe(panel, { attributeFilter: ["data-stage"] });
    return seen;
  });
  return () => stages.jsonValue();
}

test("ChatKit follows from one conversation to the next, back, forward, and into a new one", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  const first = await converse(page, "List tasks");
  const second = await converse(page, "What can you do?");
  await context.unroute(CDN);
  await serveChatKit(context);

  await page.goto(first);
  const messages = chatkit(page).locator('[data-type="user_message"]');
  await expect(messages).toHaveText(["List tasks"]);
  const element = await chatkit(page).elementHandle();

  await page.locator(`a[href="${second}"]`).click();
  await expect(page).toHaveURL(second);
  await expect(messages).toHaveText(["What can you do?"]);
  await page.goBack();
  await expect(page).toHaveURL(first);
  await expect(messages).toHaveText(["List tasks"]);
  await page.goForward();
  await expect(messages).toHaveText(["What can you do?"]);

  await page.getByRole("link", { name: "New chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(chatkit(page).getByRole("button", { name: "Create a task" })).toBeVisible();
  const same = await chatkit(page).evaluate((now, then) => now === then, element);
  expect(same, "the element stayed mounted").toBe(true);
});

test("a conversation that was started in ChatKit is in the URL, the sidebar and the history", async ({
  guest: page,
}) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  const changes = await recordStages(page);
  await chatkit(page).getByRole("button", { name: "List tasks" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const path = new URL(page.url()).pathname;
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveCount(1);
  expect(await changes(), "ChatKit stayed in charge all the time").toEqual([]);
  await expect(
    page.getByRole("navigation", { name: "Conversations" }).locator(`a[href="${path}"]`),
  ).toBeVisible();
  await page.goto("/history");
  await expect(page.getByRole("main").locator(`a[href="${path}"]`)).toBeVisible();
});

test("the way back leads to a conversation that was left before the router had its address", async ({
  guest: page,
  context,
}) => {
  await openInstantView(page);
  const held = Promise.withResolvers<void>();
  await context.route(/\/chat\/thr_\w+\.data/, async (route) => {
    await held.promise;
    await route.continue().catch(() => undefined);
  });
  await say(page, "List tasks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  const path = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page).toHaveURL(/\/chat$/);
  held.resolve();
  await page.goBack();
  await expect(page).toHaveURL(path);
  await expect(messagesOf(page)).toContainText("List tasks");
});

test("a link to a conversation opens in a tab of its own", async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  const path = await converse(page, "List tasks");
  await page.goto("/history");
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("main").locator(`a[href="${path}"]`).click({ button: "middle" }),
  ]);
  await expect(tab.getByRole("list", { name: "Messages" })).toContainText("List tasks");
});

test("somebody else's conversation is not there", async ({ guest: page, browser, app }) => {
  const path = await (async () => {
    await page.goto("/chat");
    await chatkit(page).getByRole("button", { name: "List tasks" }).click();
    await expect(page).toHaveURL(/\/chat\/thr_/);
    return new URL(page.url()).pathname;
  })();
  const stranger = await browser.newPage({ baseURL: app.url });
  await stranger.goto("/sign-in");
  await stranger.getByRole("button", { name: "Continue as a guest" }).click();
  await stranger.waitForURL("**/chat");
  const response = await stranger.goto(path);
  expect(response?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await stranger.close();
});

test("a guest who signs up keeps conversations and tasks", async ({ guest: page }) => {
  await page.goto("/chat");
  await chatkit(page).getByRole("textbox").fill("Add a task: water the plants");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const path = new URL(page.url()).pathname;
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toContainText(/water the plants/i);
  const row = page.getByRole("navigation", { name: "Conversations" }).locator(`a[href="${path}"]`);
  await expect(row).toHaveAttribute("aria-current", "page");

  await page.getByRole("link", { name: "Sign up to keep this" }).click();
  await page.getByLabel("Name").fill("Ann Example");
  await page.getByLabel("Email").fill(`guest-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("complementary", { name: "Sidebar" })).toContainText("Ann Example");
  const response = await page.goto(path);
  expect(response?.status()).toBe(200);
  expect(await response?.text()).toContain("water the plants");
  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText(/water the plants/i);
});
