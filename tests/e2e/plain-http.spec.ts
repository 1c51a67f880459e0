import type { Page } from "@playwright/test";
import { alive, CDN, expect, say, test } from "./fixtures.ts";

// The app on plain http under a name of the local network, where the browser leaves out what it keeps for
// secure contexts: `crypto.randomUUID`, `navigator.clipboard` and more.

const input = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const answers = (page: Page) => page.locator('[data-type="assistant_message"]');

test.beforeEach(async ({ page, context, app }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto(`http://lan.test:${new URL(app.url).port}/sign-in`);
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
  await alive(page);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
});

test("a message is sent with Enter, answered, and answered again", async ({ page }) => {
  await say(page, "List tasks");
  await expect(answers(page)).toHaveCount(1);
  await expect(input(page)).toHaveValue("");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(answers(page)).toHaveCount(1);
});

test("code is copied", async ({ page }) => {
  await say(page, "Show me some code");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  // The built-in assistant writes no code.
  await page.evaluate(() => {
    const figure = document.createElement("figure");
    figure.innerHTML = "<button type=button data-copy-code>Copy</button><pre><code>let a = 1;</code></pre>";
    document.querySelector("main")?.append(figure);
  });
  await page.getByRole("button", { name: "Copy", exact: true }).last().click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await input(page).fill("");
  await input(page).press("ControlOrMeta+v");
  await expect(input(page)).toHaveValue("let a = 1;");
});

test("a message stays in the composer when something fails before it is sent", async ({ page }) => {
  await page.evaluate(() => {
    crypto.getRandomValues = () => {
      throw new Error("no random numbers");
    };
  });
  // The failure is reported in the console, which would fail the test.
  await page.evaluate(() => {
    console.error = () => undefined;
  });
  await say(page, "Not to be lost");
  await expect(page.getByRole("alert")).toContainText("was not sent");
  await expect(input(page)).toHaveValue("Not to be lost");
});
