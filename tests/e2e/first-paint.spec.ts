import { DISCLAIMER } from "#app/conversation/disclaimer.tsx";
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

/** The document up to what comes after an element. */
const upTo = {
  "a header": (html: string) => html.slice(0, html.indexOf("</h1>")),
  "the message box": (html: string) => html.slice(0, html.lastIndexOf("<p", html.indexOf(DISCLAIMER))),
  "the sidebar's foot": (html: string) =>
    html.slice(0, html.lastIndexOf("<a", html.indexOf('title="Settings"'))),
};

for (const part of ["a header", "the message box", "the sidebar's foot"] as const) {
  test(`nothing of ${part} is shown before all is there for which it makes room`, async ({ guest: page }) => {
    await say(page, "List tasks");
    await expect(page).toHaveURL(/\/chat\/thr_/);
    const shown = {
      "a header": page.locator("header h1"),
      "the message box": page.locator('textarea[name="text"]'),
      "the sidebar's foot": page.locator("#sidebar footer").getByText("Sign up to keep this"),
    }[part];
    await page.route(page.url(), async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: upTo[part](await response.text()) });
    });
    await page.goto(page.url());
    await expect(shown).toBeAttached();
    await expect(shown).toBeHidden();
    await page.unrouteAll();
    await page.reload();
    await expect(shown).toBeVisible();
  });
}
