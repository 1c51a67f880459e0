import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "./demo.ts";
import { CDN, expect, say } from "./fixtures.ts";

// The screenshots of docs/screenshots, of the built app with its demo data. `npm run screenshots` writes them
// there; any other run keeps them with its results.

const docs = resolve(import.meta.dirname, "../../docs/screenshots");
test.describe.configure({ mode: "default" });

async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS === "docs" ? docs : test.info().outputDir;
  // Move the pointer away, so that no hover styles are in the screenshot.
  await page.mouse.move(0, 0);
  // The icons of widgets come in a file of their own.
  await page.waitForLoadState("networkidle");
  const image = await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  expect(image.byteLength).toBeGreaterThan(5000);
}

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

test.beforeEach(async ({ context }) => {
  await context.route(CDN, (route) => route.abort());
});

/** Opens a conversation that shows typical answers, which is created once for all screenshots. */
async function converse(page: Page): Promise<void> {
  await page.goto("/history");
  const existing = page.getByRole("main").getByRole("link", { name: /^Call the dentist today/ });
  if ((await existing.count()) > 0) {
    await existing.first().click();
    await expect(page.locator('[data-type="widget"] button').first()).toBeEnabled();
    return;
  }
  await page.goto("/chat");
  for (const text of ["Call the dentist today, high priority", "Buy milk tomorrow at 5pm", "Plan my day"]) {
    const answers = await page.locator('[data-type="assistant_message"]').count();
    await say(page, text);
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(answers + 1);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  }
  await expect(page.locator('[data-type="widget"] button').first()).toBeEnabled();
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [device, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
    test(`screenshots of the pages, ${colorScheme}, ${device}`, async ({ reader: page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const name = (what: string) => `${what}-${device}-${colorScheme}`;
      await page.goto("/chat");
      await expect(page.getByRole("button", { name: "Get help" })).toBeVisible();
      await screenshot(page, name("start"));
      await converse(page);
      await screenshot(page, name("conversation"));
      await page.goto("/history");
      await screenshot(page, name("history"));
      await page.goto("/history?q=machine");
      await expect(
        page
          .getByRole("main")
          .getByRole("link", { name: /machine/i })
          .first(),
      ).toBeVisible();
      await screenshot(page, name("search"));
      await page.goto("/tasks");
      await screenshot(page, name("tasks"));
      await page.goto("/settings");
      await screenshot(page, name("settings"));
    });
  }
}

test("screenshots of code, the sidebar on a phone, the error page and the sign-in page", async ({
  reader: page,
}) => {
  await page.setViewportSize(WIDE);
  await page.getByRole("link", { name: "Corpus 20", exact: true }).click();
  await expect(page.locator(".code").last()).toBeVisible();
  await page.locator(".code").last().scrollIntoViewIfNeeded();
  await screenshot(page, "code-wide-light");
  await page.setViewportSize(PHONE);
  await page.goto("/chat");
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  await expect(page.getByRole("link", { name: "Corpus 2000" })).toBeVisible();
  await screenshot(page, "sidebar-phone-light");
  await page.goto("/nowhere");
  await screenshot(page, "not-found-phone-light");
  await page.context().clearCookies();
  await page.setViewportSize(WIDE);
  await page.goto("/sign-in");
  await screenshot(page, "sign-in-wide-light");
});
