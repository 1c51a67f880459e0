import type { Route } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { converseTwice, sidebar } from "./sidebar.ts";

// The page without a network, and without a server.

const topOf = (element: Element) => element.getBoundingClientRect().top;

test("a banner shows while the browser is offline", async ({ guest: page, context }) => {
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "You are offline" });
  await expect(banner).toBeVisible();
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
});

test("offline navigations are blocked, and the page keeps its draft", async ({ guest: page, context }) => {
  await converseTwice(page);
  const here = page.url();
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  await input.fill("Half a sen");
  const title = page.getByRole("heading", { level: 1 });
  const composer = page.getByRole("form", { name: "Write a message" });
  const places = () => Promise.all([title, composer].map((one) => one.evaluate(topOf)));
  const before = await places();
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "You are offline" });
  await expect(banner).toBeVisible();
  expect(await places(), "the banner moves nothing").toEqual(before);
  const [bannerBox, titleBox] = await Promise.all([banner.boundingBox(), title.boundingBox()]);
  expect(bannerBox?.x, "the banner covers nothing").toBeGreaterThanOrEqual(
    (titleBox?.x ?? 0) + (titleBox?.width ?? 0),
  );

  // A link of the router's, and a form that loads a document.
  const link = page.getByRole("link", { name: "Tasks", exact: true });
  const search = page.getByRole("searchbox", { name: "Search conversations" });
  for (const go of [() => link.click(), () => search.press("Enter")]) {
    await go();
    await expect(banner).toContainText("that page needs the network");
    await expect(page).toHaveURL(here);
    await expect(input).toHaveValue("Half a sen");
    await context.setOffline(false);
    await expect(banner).toHaveCount(0);
    await context.setOffline(true);
    await expect(banner).toContainText("What is here stays");
  }
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tasks");
});

for (const { name, fail } of [
  { name: "the network is gone", fail: (route: Route) => route.abort() },
  { name: "a proxy finds no server", fail: (route: Route) => route.fulfill({ status: 502, body: "Bad" }) },
]) {
  test(`a conversation stays on the screen when ${name}, and is revalidated afterwards`, async ({
    guest: page,
    context,
  }) => {
    await converseTwice(page);
    const input = page.getByRole("textbox", { name: "Message", exact: true });
    await input.fill("Half a sen");
    let failed = 0;
    await context.route(/[./]data/, (route) => {
      failed++;
      return fail(route);
    });
    const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await comeBack();
    await expect.poll(() => failed).toBeGreaterThan(0);
    await input.press("Enter");
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Something went wrong" })).toHaveCount(0);
    await context.unroute(/[./]data/);
    // The page retries by itself.
    await page.waitForResponse((response) => /[./]data/.test(response.url()) && response.ok());
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await expect(sidebar(page)).toBeVisible();
  });
}
