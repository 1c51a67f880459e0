import { alive, expect, test, say } from "./fixtures.ts";

test("later documents use the stylesheet that the first one has brought into the cache, and look the same", async ({
  browser,
  app,
}) => {
  // Without the double of ChatKit: where requests are intercepted, the browser has no cache.
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await alive(page);
  await expect(page.locator("head style")).toHaveCount(1);
  const button = page.getByRole("button", { name: "Sign in", exact: true });
  const look = () =>
    button.evaluate((element) => {
      const { backgroundColor, borderRadius, height, fontSize } = getComputedStyle(element);
      return { backgroundColor, borderRadius, height, fontSize };
    });
  const first = await look();
  await expect.poll(() => page.evaluate(() => document.cookie)).toContain("styles=");

  await page.goto("/forgot-password");
  await page.goto("/sign-in");
  await alive(page);
  await expect(page.locator('head link[rel="stylesheet"]')).toHaveCount(1);
  await expect(page.locator("head style")).toHaveCount(0);
  expect(await look()).toEqual(first);
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith(".css"))
      .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.transferSize : undefined)),
  );
  expect(sizes, "from the cache").toEqual([0]);
  await context.close();
});

test("nothing of a header is shown before all of it is there, since it would move", async ({
  guest: page,
}) => {
  await say(page, "List tasks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const heading = page.getByRole("heading", { level: 1, includeHidden: true });
  await page.route(page.url(), async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const half = html.slice(0, html.indexOf("</h1>") + "</h1>".length);
    await route.fulfill({ response, body: half });
  });
  await page.goto(page.url());
  await expect(heading).toHaveText("List tasks");
  await expect(heading).toBeHidden();
  await page.unrouteAll();
  await page.reload();
  await expect(heading).toBeVisible();
});
