import { expect, test } from "./fixtures.ts";

test.use({ javaScriptEnabled: false });

test("the API can be read without a script", async ({ page }, testInfo) => {
  await page.goto("/api/docs");
  await expect(page).toHaveTitle(/^API · /);
  await expect(page.locator("script[src]")).toHaveCount(0);
  const session = page.getByRole("article", { name: "Get a client secret" });
  await expect(session).toContainText("POST /api/chatkit/session");
  await expect(session.locator("pre")).toContainText('curl -s -X POST \\\n  "$chat/api/chatkit/session"');
  await expect(session).toContainText("429");

  await page.getByRole("navigation").getByRole("link", { name: "Send a message" }).click();
  const message = page.getByRole("article", { name: "Send a message" });
  await expect(message).toBeInViewport();
  await message.getByRole("link", { name: "TurnResult" }).click();
  await expect(page.getByRole("heading", { name: "TurnResult" })).toBeInViewport();

  const links = await page.locator("a[href^='#']").evaluateAll((all) =>
    all.flatMap((link) => {
      const id = link.getAttribute("href")?.slice(1) ?? "";
      return document.getElementById(id) ? [] : [id];
    }),
  );
  expect(links).toEqual([]);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [name, width] of [
      ["desktop", 1280],
      ["phone", 390],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/api/docs#createSession");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`) });
    }
  }
});
