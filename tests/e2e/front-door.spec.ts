import { problemsOf } from "./accessible.ts";
import type { Page } from "@playwright/test";
import { APP_TIMEOUT, withApp } from "./app.ts";
import { alive, CDN, expect, test } from "./fixtures.ts";

const PHONE = { width: 390, height: 844 };
const words = (page: Page) => page.getByRole("textbox", { name: "Message" });
const messages = (page: Page) => page.getByRole("list", { name: "Messages" });

async function fillSignUp(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Ann Example");
  await page.getByLabel("Email").fill(`ann-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await problemsOf(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a stranger writes at once, and signs up later with all of it", async ({ page, context }) => {
      await page.goto("/");
      await expect(page).toHaveURL(/\/$/);
      expect(await context.cookies()).toEqual([]);
      await words(page).fill("Add a task: buy milk");
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page).toHaveURL(/\/chat\/thr_/);
      await expect(messages(page).locator('[data-type="user_message"]')).toContainText("buy milk");
      await expect(messages(page).locator('[data-type="assistant_message"]')).toContainText(/milk/i);

      if (javaScriptEnabled) await alive(page);
      await page.getByRole("link", { name: "Sign up to keep this" }).click();
      await expect(page.getByText("Your 1 conversation and 1 task come along.")).toBeVisible();
      await fillSignUp(page);
      await expect(page).toHaveURL(/\/chat\/thr_/);
      await expect(page.getByText("Your 1 conversation and 1 task came along.")).toBeVisible();
      await expect(messages(page)).toContainText("buy milk");
    });

    test("a prompt is sent by a press", async ({ page }) => {
      await page.setViewportSize(PHONE);
      await page.goto("/");
      await page.getByRole("button", { name: "List tasks" }).click();
      await expect(page).toHaveURL(/\/chat\/thr_/);
      await expect(messages(page)).toContainText("List tasks");
    });

    test("what is written comes along to the sign-up, and stands in the message box", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
      await words(page).fill("Plan a trip\nto the sea");
      await expect(page.getByRole("link", { name: "Sign in" })).toBeHidden();
      await page.getByRole("button", { name: "Sign up" }).click();
      await expect(page).toHaveURL(/\/sign-up$/);
      await expect(page.getByText("What you have written comes along")).toBeVisible();
      await fillSignUp(page);
      await expect(page).toHaveURL(/\/chat$/);
      await expect(words(page)).toHaveValue("Plan a trip\nto the sea");
    });

    test("a blank message is refused with a sentence", async ({ page }) => {
      await page.goto("/");
      await words(page).fill("   ");
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page.getByRole("alert")).toHaveText("Write a message first.");
    });

    test("a link to a conversation says that, and leads there after the sign-in", async ({ page }) => {
      await page.goto("/chat/thr_somebody?at=msg_1");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to open this conversation");
      await page.getByRole("link", { name: "Sign up" }).click();
      await fillSignUp(page);
      await expect(page).toHaveURL(/\/chat\/thr_somebody\?at=msg_1$/);
    });
  });
}

test("Enter sends, and Shift with Enter begins a new line", async ({ page }) => {
  await page.goto("/");
  await words(page).pressSequentially("Hello");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("there");
  await expect(words(page)).toHaveValue("Hello\nthere");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(messages(page)).toContainText("Hello");
  await expect(messages(page).locator('[data-type="assistant_message"]')).toBeVisible();
});

test("words from before the sign-in are shown once", async ({ page }) => {
  await page.goto("/");
  await words(page).fill("Buy bread");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
  await alive(page);
  await expect(words(page)).toHaveValue("Buy bread");
  // A draft now, which stays.
  await page.reload();
  await expect(words(page)).toHaveValue("Buy bread");
  await words(page).fill("");
  await page.reload();
  await alive(page);
  await expect(words(page)).toHaveValue("");
});

test("a tab whose session has ended comes to the start screen as a document of its own", async ({
  guest: page,
  context,
}) => {
  await page.getByRole("link", { name: "Tasks" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await context.clearCookies();
  await page.getByRole("link", { name: "New chat" }).click();
  await expect(page.getByRole("button", { name: "Get help" })).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator("html[data-alive]")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the start screen has no accessibility violations (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of [PHONE, { width: 1280, height: 720 }]) {
      await page.setViewportSize(size);
      await page.goto("/");
      await expectAccessible(page);
      await words(page).fill("Some words");
      await expectAccessible(page);
    }
  });
}

test("under another name and in a pale colour all is readable", async ({ browser }) => {
  test.setTimeout(APP_TIMEOUT);
  const brand = {
    APP_NAME: "Acme Desk",
    ACCENT_COLOR: "#ffe066",
    GREETING: "Good day {name}, how can we help?",
    START_PROMPTS: "Plan my day | Where is my parcel?",
  };
  await withApp(brand, async (app) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ baseURL: app.url, colorScheme, reducedMotion: "reduce" });
      await context.route(CDN, (route) => route.abort());
      const page = await context.newPage();
      await page.goto("/");
      await expect(page).toHaveTitle("Acme Desk");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Good day, how can we help?");
      await expectAccessible(page);
      await page.goto("/sign-up");
      await expect(page).toHaveTitle("Sign up · Acme Desk");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Continue as a guest" }).click();
      await page.waitForURL("**/chat");
      await expect(page).toHaveTitle("New chat · Acme Desk");
      await expect(page.getByRole("button", { name: "Where is my parcel?" })).toBeVisible();
      await expectAccessible(page);
      await context.close();
    }
  });
});
