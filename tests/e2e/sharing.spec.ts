import { expectAccessible } from "./accessible.ts";
import type { Browser, Page } from "@playwright/test";
import { CDN, expect, test } from "./fixtures.ts";

/** Has a conversation and opens the page on which it is shared; works with and without a script. */
async function openSharing(page: Page): Promise<void> {
  await page.goto("/chat");
  await page.getByRole("textbox", { name: "Message" }).fill("Add a task: buy milk tomorrow at 5pm");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("link", { name: "Share or export…" }).click();
  await expect(page.getByRole("heading", { name: "Share or export" })).toBeVisible();
}

/** Shares the conversation, and returns the public address. */
async function share(page: Page): Promise<string> {
  await page.getByRole("radio", { name: "After 7 days" }).check();
  await page.getByRole("button", { name: "Create a public link" }).click();
  await expect(page.getByText("The link is ready.")).toBeVisible();
  return page.getByRole("textbox", { name: /^Public link/ }).inputValue();
}

/** A page of somebody else, without a sign-in. */
async function visitor(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options);
  return context.newPage();
}

test.beforeEach(async ({ context }) => {
  await context.route(CDN, (route) => route.abort());
});

test("a conversation is shared, read by a visitor, continued by a guest, and revoked", async ({
  guest: page,
  browser,
}) => {
  await openSharing(page);
  await expectAccessible(page);
  const url = await share(page);
  await expectAccessible(page);
  const reader = await visitor(browser);
  const requests: string[] = [];
  reader.on("request", (request) => requests.push(request.resourceType()));
  await reader.goto(url);
  await expect(reader.getByRole("list", { name: "Messages" })).toContainText("buy milk");
  await expectAccessible(reader);
  expect(requests).not.toContain("script");
  await reader.getByRole("link", { name: "Sign in to continue with a copy" }).click();
  await reader.getByRole("button", { name: "Continue as a guest" }).click();
  await reader.getByRole("button", { name: "Continue with a copy of my own" }).click();
  await expect(reader).toHaveURL(/\/chat\/thr_/);
  await expect(reader.getByRole("list", { name: "Messages" })).toContainText("buy milk");

  await page.goto("/history/shared");
  await expect(page.getByRole("main")).toContainText("views");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Revoke the share/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "revoked" })).toBeVisible();
  expect((await reader.goto(url))?.status()).toBe(404);
  await expect(reader.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await reader.context().close();
});

test("the link is copied by a button", async ({ guest: page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSharing(page);
  const url = await share(page);
  await page.getByRole("button", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a conversation is shared, updated and revoked, and an archive imported", async ({ guest: page }) => {
    await openSharing(page);
    const url = await share(page);
    await page.getByRole("button", { name: "Update to now" }).click();
    await expect(page.getByText("The link now shows")).toBeVisible();
    await page.goto(url);
    await expect(page.getByRole("list", { name: "Messages" })).toContainText("buy milk");
    await page.getByRole("link", { name: "Manage this share" }).click();
    await page.getByRole("button", { name: /^Revoke/ }).click();
    await expect(page.getByText("leads nowhere anymore")).toBeVisible();
    expect((await page.goto(url))?.status()).toBe(404);

    await page.goto("/history");
    await page.getByRole("main").getByRole("link", { name: "Import" }).click();
    await page.getByLabel("Archive").setInputFiles("tests/fixtures/imports/chatgpt.json");
    await page.getByRole("button", { name: "Import" }).click();
    await expect(page.getByRole("status").filter({ hasText: "imported" })).toContainText(
      "1 conversation was imported.",
    );
    await expect(page.getByRole("main")).toContainText("Broken entry");
    await page.getByText("Imported conversations").click();
    await page.getByRole("main").getByRole("link", { name: "Sourdough on holiday" }).click();
    await expect(page.getByRole("list", { name: "Messages" })).toContainText("Dry flakes last for months.");
  });
});

test("an exported conversation is a file, and the archive of all is imported again", async ({
  guest: page,
}) => {
  await openSharing(page);
  const [markdown] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as Markdown" }).click(),
  ]);
  expect(markdown.suggestedFilename()).toMatch(/\.md$/);
  await page.goto("/settings");
  const [archive] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download conversations" }).click(),
  ]);
  expect(archive.suggestedFilename()).toMatch(/^conversations .*\.zip$/);
  await page.getByRole("link", { name: "Import" }).click();
  await expectAccessible(page);
  await page.getByLabel("Archive").setInputFiles(await archive.path());
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("status").filter({ hasText: "imported" })).toContainText("was here already");
  await expectAccessible(page);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [device, viewport] of Object.entries({
    wide: { width: 1280, height: 800 },
    phone: { width: 390, height: 844 },
  })) {
    test(`screenshots of sharing, ${colorScheme}, ${device}`, async ({ guest: page, browser }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const shoot = async (of: Page, name: string) => {
        await of.mouse.move(0, 0);
        await expect(of.getByRole("main")).toBeVisible();
        const path = test.info().outputPath(`${name}-${device}-${colorScheme}.png`);
        const image = await of.screenshot({ path, animations: "disabled" });
        expect(image.byteLength).toBeGreaterThan(5_000);
        // Nothing is wider than the window.
        expect(
          await of.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      };
      await openSharing(page);
      const url = await share(page);
      await shoot(page, "share");
      const reader = await visitor(browser, { viewport, colorScheme });
      await reader.goto(url);
      await shoot(reader, "shared");
      await page.goto("/history/shared");
      await shoot(page, "shares");
      await page.goto("/history/import");
      await page.getByLabel("Archive").setInputFiles("tests/fixtures/imports/chatgpt.json");
      await page.getByRole("button", { name: "Import" }).click();
      await expect(page.getByRole("main")).toContainText("was skipped");
      await shoot(page, "import");
      await reader.context().close();
    });
  }
}
