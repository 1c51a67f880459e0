import type { Page } from "@playwright/test";
import { alive, chatkit, expect, test } from "./fixtures.ts";

const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(24, 24, 24)";
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const barColors = (page: Page) =>
  page
    .locator('meta[name="theme-color"]')
    .evaluateAll((metas) => metas.map((meta) => meta.getAttribute("content")));

async function choose(page: Page, label: string): Promise<void> {
  await page.goto("/settings");
  await page.getByLabel(label).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(page.getByLabel(label)).toBeChecked();
}

test("the chosen theme applies to every page from its first paint, and to ChatKit", async ({
  guest: page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  expect([await background(page), await barColors(page)]).toEqual([LIGHT, ["#ffffff", "#181818"]]);
  await choose(page, "Dark");
  await page.goto("/chat");
  const html = await (await page.request.get("/chat")).text();
  expect(html).toMatch(/<html[^>]+data-theme="dark"/);
  expect(html).toContain('<meta name="color-scheme" content="dark"/>');
  expect([await background(page), await barColors(page)]).toEqual([DARK, ["#181818"]]);
  await expect(chatkit(page).locator(".frame")).toHaveAttribute("data-color-scheme", "dark");

  await choose(page, "Like the device");
  await page.goto("/chat");
  expect(await background(page)).toBe(LIGHT);
  await expect(chatkit(page).locator(".frame")).toHaveAttribute("data-color-scheme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background(page)).toBe(DARK);
  await expect(chatkit(page).locator(".frame")).toHaveAttribute("data-color-scheme", "dark");
});

test("a chosen theme applies at once, and stays without saving", async ({ guest: page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  await alive(page);
  await page.getByLabel("Dark").check();
  await expect.poll(() => background(page)).toBe(DARK);
  expect(await barColors(page)).toEqual(["#181818"]);
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tasks");
  expect(await background(page)).toBe(DARK);
  await page.reload();
  expect(await background(page)).toBe(DARK);
});

test("with the instant view chosen, nothing is loaded from the CDN", async ({ guest: page }) => {
  await choose(page, "Without it");
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin)) foreign.push(request.url());
  });
  await page.goto("/chat");
  await page.getByRole("button", { name: "List tasks" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  // The script would be requested when the page is idle, at most 2 s after it has loaded.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await page.reload({ waitUntil: "networkidle" });
  expect(foreign).toEqual([]);
  await expect(page.locator("openai-chatkit")).toHaveCount(0);
  expect(await page.locator("link[rel=preconnect], link[rel=dns-prefetch]").count()).toBe(0);

  await choose(page, "With OpenAI’s chat window");
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a plain form saves the preferences", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await choose(page, "Dark");
    await page.goto("/tasks");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await choose(page, "Light");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  });
});

test("saving a preference doesn't redirect to another site", async ({ guest: page }) => {
  const origin = new URL(page.url()).origin;
  for (const next of ["//evil.test", "/\\evil.test", "https://evil.test", ""]) {
    const response = await page.request.post("/settings", {
      form: { theme: "dark", next },
      headers: { origin },
      maxRedirects: 0,
    });
    expect([response.status(), response.headers().location]).toEqual([303, "/settings?saved"]);
  }
});
