import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "./demo.ts";
import { CDN, expect, say } from "./fixtures.ts";

// The pictures of docs/screenshots, of the built app with its demo data. `npm run screenshots` writes them
// there; any other run makes them too, and keeps them with its results.

const docs = resolve(import.meta.dirname, "../../docs/screenshots");
test.describe.configure({ mode: "default" });

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS === "docs" ? docs : test.info().outputDir;
  // Buttons show on hover, and a caret blinks: neither belongs into a picture.
  await page.mouse.move(0, 0);
  const image = await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  expect(image.byteLength).toBeGreaterThan(5000);
}

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

test.beforeEach(async ({ context }) => {
  await context.route(CDN, (route) => route.abort());
});

/** A conversation that shows what answers look like; it is held once for all pictures. */
async function converse(page: Page): Promise<void> {
  await page.goto("/history");
  const held = page.getByRole("main").getByRole("link", { name: /^Call the dentist today/ });
  if ((await held.count()) > 0) {
    await held.first().click();
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
    test(`the pages, ${colorScheme}, ${device}`, async ({ reader: page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const name = (what: string) => `${what}-${device}-${colorScheme}`;
      await page.goto("/chat");
      await expect(page.getByRole("button", { name: "Get help" })).toBeVisible();
      await picture(page, name("start"));
      await converse(page);
      await picture(page, name("conversation"));
      await page.goto("/history");
      await picture(page, name("history"));
      await page.goto("/history?q=machine");
      await expect(
        page
          .getByRole("main")
          .getByRole("link", { name: /machine/i })
          .first(),
      ).toBeVisible();
      await picture(page, name("search"));
      await page.goto("/tasks");
      await picture(page, name("tasks"));
      await page.goto("/settings");
      await picture(page, name("settings"));
    });
  }
}

test("code, the sheet on a phone, and the way in", async ({ reader: page }) => {
  await page.setViewportSize(WIDE);
  await page.getByRole("link", { name: "Corpus 20", exact: true }).click();
  await expect(page.locator(".code").last()).toBeVisible();
  await page.locator(".code").last().scrollIntoViewIfNeeded();
  await picture(page, "code-wide-light");
  await page.setViewportSize(PHONE);
  await page.goto("/chat");
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  await expect(page.getByRole("link", { name: "Corpus 2000" })).toBeVisible();
  await picture(page, "sidebar-phone-light");
  await page.goto("/nowhere");
  await picture(page, "not-found-phone-light");
  await page.context().clearCookies();
  await page.setViewportSize(WIDE);
  await page.goto("/sign-in");
  await picture(page, "sign-in-wide-light");
});
