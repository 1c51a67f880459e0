import type { BrowserContext, Page } from "@playwright/test";
import { alive, expect, test } from "./fixtures.ts";
import { ask, messages, sendButton } from "./instant-view.ts";
import { converseTwice, rows } from "./sidebar.ts";

// From one conversation to the next, and back.

/** From now on, no data arrives: what is shown is what the browser has. */
const holdData = (context: BrowserContext) => context.route(/[./]data(\?|$)/, () => undefined);
const loaded = (page: Page) => page.waitForResponse((response) => response.url().endsWith("/data"));
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });

/** Goes to the conversation that was begun first. The answer of the other one has its words, too. */
async function openFirst(page: Page): Promise<void> {
  await row(page, "List tasks").click();
  await expect(row(page, "List tasks")).toHaveAttribute("aria-current", "page");
  await expect(messages(page).locator("li").first()).toContainText("List tasks");
}

for (const way of ["a pointer that rests on it", "the focus"]) {
  test(`${way} loads a conversation ahead, and the click waits for nothing`, async ({
    guest: page,
    context,
  }) => {
    await converseTwice(page);
    // The end of the last answer is a change, after which nothing is in memory.
    await page.reload();
    await alive(page);
    const link = row(page, "List tasks");
    const ahead = loaded(page);
    await (way === "the focus" ? link.focus() : link.hover());
    await ahead;
    await holdData(context);
    await link.click();
    await expect(messages(page).locator("li").first()).toContainText("List tasks");
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("List tasks");
  });
}

test("a pointer that only passes loads nothing", async ({ guest: page }) => {
  await converseTwice(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const link = row(page, "List tasks");
  const box = await link.boundingBox();
  if (!box) throw new Error("no row");
  await page.evaluate(() => {
    const links = document.querySelectorAll('nav[aria-label="Conversations"] a');
    for (const each of links) each.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    document.body.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  });
  const settings = page.waitForResponse(/settings\.data/);
  await page.getByRole("link", { name: "Settings" }).click();
  await settings;
  expect(asked.filter((url) => url.endsWith("/data"))).toEqual([]);
});

test("back and forward come from memory", async ({ guest: page, context }) => {
  await converseTwice(page);
  await openFirst(page);
  await holdData(context);
  await page.goBack();
  await expect(messages(page)).toContainText("What can you do?");
  await page.goForward();
  await expect(messages(page)).toContainText("List tasks");
});

test("a message sent while another conversation was on the screen is there on the way back", async ({
  guest: page,
  context,
}) => {
  await converseTwice(page);
  const [first = "", second = ""] = await rows(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href") ?? ""),
  );
  await openFirst(page);

  // In another tab.
  const tab = await context.newPage();
  await tab.goto(first);
  await ask(tab, "Create a task: water the plants");
  await page.goBack();
  await expect(messages(page)).toContainText("water the plants");

  // In this tab, left before the answer was there.
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("Create a task: feed the cat");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(messages(page)).toContainText("feed the cat");
  await page.locator(`nav a[href="${second}"]`).click();
  await expect(messages(page)).not.toContainText("feed the cat");
  await page.goBack();
  await expect(messages(page)).toContainText("feed the cat");
});

test("a message sent on another device appears on the way back", async ({
  guest: page,
  context,
  browser,
}) => {
  await converseTwice(page);
  const first = new URL(page.url());
  await openFirst(page);
  const device = await browser.newContext({
    baseURL: first.origin,
    storageState: await context.storageState(),
  });
  await device.route("https://cdn.platform.openai.com/**", (route) => route.abort());
  const phone = await device.newPage();
  await phone.goto(first.pathname);
  await ask(phone, "Create a task: water the plants");
  await device.close();
  await page.goBack();
  await expect(messages(page)).toContainText("water the plants");
});

test("a renamed conversation is not shown with its old title", async ({ guest: page }) => {
  await converseTwice(page);
  await openFirst(page);
  const other = row(page, "What can you do");
  await other.press("Shift+F10");
  await page.getByRole("textbox", { name: "Title" }).fill("Abilities");
  await page.keyboard.press("Enter");
  await expect(row(page, "Abilities")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Abilities");
});

test("after a sign-out, nothing can be read by going back, nor in another tab", async ({
  guest: page,
  context,
}) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ann Example");
  await page.getByLabel("Email").fill(`moves-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL("**/chat");
  await converseTwice(page);
  await openFirst(page);

  const tab = await context.newPage();
  await tab.goto(page.url());
  await alive(tab);
  const ahead = loaded(tab);
  await row(tab, "What can you do").hover();
  await ahead;
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goBack();
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByRole("list", { name: "Messages" })).toHaveCount(0);

  // It may be there by itself, at the news of the sign-out.
  await expect(async () => {
    await row(tab, "What can you do")
      .click({ timeout: 1_000 })
      .catch(() => undefined);
    await expect(tab).toHaveURL(/sign-in/, { timeout: 1_000 });
  }).toPass();
  await expect(sendButton(tab)).toHaveCount(0);
});
