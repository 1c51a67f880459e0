import type { Page } from "@playwright/test";
import { alive, CDN, chatkit, expect, say, test } from "./fixtures.ts";
import { ask, openInstantView } from "./instant-view.ts";

const message = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const stored = (page: Page) =>
  page.evaluate(() => Object.entries(sessionStorage).filter(([, value]) => value.includes("secret plan")));

/** Leaves a draft for a new conversation, which a reload brings back. */
async function leaveDraft(page: Page): Promise<void> {
  await page.context().route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await message(page).fill("My secret plan");
  await expect.poll(() => stored(page)).toHaveLength(1);
  await page.reload();
  await expect(message(page)).toHaveValue("My secret plan");
}

async function enterAsGuest(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
}

test("a draft is gone with the session, before anybody else is there", async ({ guest: page }) => {
  await leaveDraft(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(() => stored(page)).toEqual([]);
});

test("a draft isn't shown to who signs in after a session that ended on its own", async ({
  guest: page,
  context,
}) => {
  await leaveDraft(page);
  await context.clearCookies();
  await page.goto("/sign-in");
  await enterAsGuest(page);
  await expect(message(page)).toHaveValue("");
  await expect.poll(() => stored(page)).toEqual([]);
  // Nor does it come back when the page is written in.
  await message(page).fill("Mine");
  await page.reload();
  await expect(message(page)).toHaveValue("Mine");
});

test("a message that had not arrived when its page went away is written again, once", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  await context.route("**/api/chatkit", (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto("/chat");
  await say(page, "Thanks");
  await expect(message(page)).toHaveValue("");
  await page.reload();
  await expect(message(page)).toHaveValue("Thanks");
  await message(page).focus();
  await context.unroute("**/api/chatkit");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Messages" }).getByText(/welcome/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("list", { name: "Messages" }).getByText(/welcome/)).toBeVisible();
  await alive(page);
  await expect(message(page)).toHaveValue("");
});

test("a draft that was sent in ChatKit is no draft any more", async ({ guest: page }) => {
  await page.goto("/chat");
  await message(page).fill("Thanks");
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").press("Enter");
  await expect(chatkit(page)).toContainText("welcome");
  await page.reload();
  await expect(chatkit(page)).toContainText("welcome");
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await expect(chatkit(page).getByRole("textbox")).toHaveValue("");
});

test("a draft goes along when a guest signs up", async ({ guest: page }) => {
  await leaveDraft(page);
  await page.getByRole("link", { name: "Sign up to keep this" }).click();
  await page.getByLabel("Name").fill("Ann Example");
  await page.getByLabel("Email").fill(`draft-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL("**/chat");
  await expect(message(page)).toHaveValue("My secret plan");
  await expect.poll(() => stored(page)).toHaveLength(1);
});

test("a tab notices a sign-out in another one", async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  const other = await context.newPage();
  await other.goto("/settings");
  await other.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(page).toHaveURL(new URL("/", other.url()).href);
});

test("a message that fails after the user has left is a draft of its conversation", async ({
  guest: page,
  context,
}) => {
  await openInstantView(page);
  await ask(page, "Thanks");
  const url = page.url();
  let tries = 0;
  await context.route("**/api/chatkit", (route) => {
    tries += 1;
    return route.fulfill({ status: 503, json: {} });
  });
  await say(page, "Not to be lost");
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page).toHaveURL(/\/chat$/);
  // It is repeated after 0.8, 2 and 5 s.
  await expect.poll(() => tries, { timeout: 30_000 }).toBe(4);
  await expect
    .poll(() => page.evaluate(() => Object.keys(sessionStorage).map((key) => sessionStorage.getItem(key))))
    .toContain("Not to be lost");
  await expect(message(page)).toHaveValue("");
  await context.unroute("**/api/chatkit");
  await page.goto(url);
  await expect(message(page)).toHaveValue("Not to be lost");
});

test("each conversation keeps its own draft", async ({ guest: page }) => {
  await openInstantView(page);
  await ask(page, "Thanks");
  await message(page).fill("About this one");
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(message(page)).toHaveValue("");
  await message(page).fill("About a new one");
  await page.goBack();
  await expect(message(page)).toHaveValue("About this one");
  await page.reload();
  await expect(message(page)).toHaveValue("About this one");
  await page.goto("/chat");
  await expect(message(page)).toHaveValue("About a new one");
});
