import { expect, test } from "./fixtures.ts";
import { problemsOf } from "./accessible.ts";
import { sidebar } from "./sidebar.ts";

// Pages that are missing or slow, and the manifest.

test("a page that doesn't exist keeps the sidebar and offers other pages", async ({ guest: page }) => {
  const response = await page.goto("/chat/thr_nowhere");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await expect(sidebar(page)).toBeVisible();
  expect(await problemsOf(page)).toEqual([]);
  await page.getByRole("main").getByRole("link", { name: "Start a chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
});

test("a progress bar shows while a page loads", async ({ guest: page }) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/tasks.data*", async (route) => {
    await promise;
    await route.continue();
  });
  await page.getByRole("link", { name: "Tasks" }).click();
  const progress = page.getByRole("progressbar", { name: "Loading the page" });
  await expect(progress).toBeAttached();
  expect(await problemsOf(page)).toEqual([]);
  resolve();
  await expect(page.getByRole("heading", { name: "Tasks" })).toBeVisible();
  await expect(progress).toHaveCount(0);
});

test("the app is installable: every icon of the manifest exists in its declared size", async ({
  guest: page,
}) => {
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(href ?? "")).json();
  expect(manifest).toMatchObject({ start_url: "/chat", display: "standalone" });
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  const icons = [...manifest.icons, { src: touch, sizes: "180x180", type: "image/png" }];
  expect(icons.filter(({ purpose }) => purpose === "maskable")).toHaveLength(1);
  for (const { src, sizes, type } of icons) {
    const response = await page.request.get(src);
    expect([response.status(), response.headers()["content-type"]]).toEqual([200, type]);
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== "any") expect(size).toBe(sizes);
  }
});
