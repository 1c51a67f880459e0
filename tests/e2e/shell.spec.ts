import AxeBuilder from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import { alive, CDN, chatkit, expect, say, test } from "./fixtures.ts";

// What is around a page: the sidebar, its rows, keys, the manifest, and what is said when something is amiss.

const sidebar = (page: Page) => page.getByRole("complementary", { name: "Sidebar" });
const rows = (page: Page) => page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
const problemsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

const topOf = (element: Element) => element.getBoundingClientRect().top;

/** Two conversations; the last one is on the screen, in the instant view. */
async function converse(page: Page): Promise<void> {
  await page.context().route(CDN, (route) => route.abort());
  for (const text of ["List tasks", "What can you do?"]) {
    await page.goto("/chat");
    await say(page, text);
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  }
  await expect(rows(page)).toHaveText(["What can you do", "List tasks"]);
  await expect(rows(page).first()).toHaveAttribute("aria-current", "page");
}

test("the sidebar is closed and opened again, and stays so from a document's first paint", async ({
  guest: page,
}) => {
  await page.getByRole("button", { name: "Close the sidebar" }).click();
  await expect(sidebar(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Open the sidebar" })).toBeFocused();
  expect(await (await page.request.get("/tasks")).text()).toMatch(/<html[^>]+data-sidebar="closed"/);
  await page.goto("/tasks");
  await expect(sidebar(page)).toBeHidden();
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  await expect(sidebar(page)).toBeVisible();
  await page.reload();
  await expect(sidebar(page)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the sidebar is closed by a form, which leads back to the page", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await page.goto("/history?q=boat");
    await page.getByRole("button", { name: "Close the sidebar" }).click();
    await expect(page).toHaveURL(/\/history\?q=boat$/);
    await expect(sidebar(page)).toBeHidden();
    const open = page.getByRole("button", { name: "Open the sidebar" });
    await expect(open, "the phone's is gone once the styles are there").toHaveCount(1);
    await open.click();
    await expect(sidebar(page)).toBeVisible();
  });
});

test("a conversation is renamed and deleted from its row, by keyboard alone", async ({ guest: page }) => {
  await converse(page);
  const here = page.url();
  const other = rows(page).filter({ hasText: "List tasks" });
  await other.focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Actions for “List tasks”" })).toBeFocused();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("dialog", { name: "Actions for “List tasks”" });
  await expect(menu.getByRole("link", { name: "Open in a new tab" })).toBeFocused();
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Actions for “List tasks”" })).toBeFocused();

  await other.press("Shift+F10");
  await menu.getByLabel("Title").fill("Chores");
  await page.keyboard.press("Enter");
  await expect(rows(page).filter({ hasText: "Chores" })).toBeVisible();
  await expect(page.getByRole("dialog"), "whatever its name is by now").toHaveCount(0);
  expect(page.url()).toBe(here);

  await rows(page).filter({ hasText: "Chores" }).press("Shift+F10");
  const renamed = page.getByRole("dialog", { name: "Actions for “Chores”" });
  await renamed.getByRole("button", { name: "Delete…" }).press("Enter");
  await renamed.getByRole("button", { name: "Really delete it" }).press("Enter");
  await expect(rows(page).filter({ hasText: "Chores" })).toHaveCount(0);
  expect(page.url()).toBe(here);
});

test("deleting the conversation on the screen leads to a new one", async ({ guest: page }) => {
  await converse(page);
  const gone = page.url();
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    (async () => {
      await rows(page).first().press("Shift+F10");
      await page.getByRole("link", { name: "Open in a new tab" }).click();
    })(),
  ]);
  await expect(tab).toHaveURL(gone);
  await tab.close();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Really delete it" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(rows(page)).toHaveCount(1);
  expect((await page.request.get(gone)).status()).toBe(404);
});

test("keys do what their list says, and nothing while somebody writes", async ({ guest: page }) => {
  await converse(page);
  const [second, first] = await rows(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")),
  );
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  await input.fill("");
  await page.keyboard.type("njkbs?/");
  await expect(input).toHaveValue("njkbs?/");
  await expect(page).toHaveURL(second ?? "");
  await input.fill("");
  await page.getByRole("heading", { level: 1 }).click();

  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Next conversation");
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("n");
  await expect(page, "a dialog is in front").toHaveURL(second ?? "");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await page.keyboard.press("j");
  await expect(page).toHaveURL(first ?? "");
  // The address changes before the row that is marked, from which the next key goes on.
  await expect(rows(page).nth(1)).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(second ?? "");
  await expect(rows(page).first()).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("b");
  await expect(sidebar(page)).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search conversations" })).toBeFocused();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("c");
  await expect(input).toBeFocused();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input).toBeFocused();
  await sidebar(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(list).toBeVisible();
});

test("C goes into ChatKit’s composer; keys that were turned off do nothing", async ({ guest: page }) => {
  await expect(chatkit(page)).toBeVisible();
  await page.getByRole("link", { name: "Tasks" }).focus();
  await page.keyboard.press("c");
  await expect(chatkit(page).getByRole("textbox")).toBeFocused();

  await page.goto("/settings");
  await page.getByLabel("Off", { exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await alive(page);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("b");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(sidebar(page)).toBeVisible();
});

test("somebody whose network is gone is told, until it is back", async ({ guest: page, context }) => {
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "You are offline" });
  await expect(banner).toBeVisible();
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
});

test("without a network no other page comes, and this one stays with what is written in it", async ({
  guest: page,
  context,
}) => {
  await converse(page);
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
  expect(await places(), "nothing has moved").toEqual(before);
  const [told, named] = await Promise.all([banner.boundingBox(), title.boundingBox()]);
  expect(told?.x, "nothing is covered").toBeGreaterThanOrEqual((named?.x ?? 0) + (named?.width ?? 0));

  // The router's links, and forms whose answer is a document.
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
  test(`a conversation stays on the screen when ${name}, and is made new when it is back`, async ({
    guest: page,
    context,
  }) => {
    await converse(page);
    const input = page.getByRole("textbox", { name: "Message", exact: true });
    await input.fill("Half a sen");
    let failed = 0;
    await context.route(/\.data/, (route) => {
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
    await context.unroute(/\.data/);
    // Unasked.
    await page.waitForResponse((response) => response.url().includes(".data") && response.ok());
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await expect(sidebar(page)).toBeVisible();
  });
}

test("a page that isn't there leaves the sidebar and ways on", async ({ guest: page }) => {
  const response = await page.goto("/chat/thr_nowhere");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await expect(sidebar(page)).toBeVisible();
  expect(await problemsOf(page)).toEqual([]);
  await page.getByRole("main").getByRole("link", { name: "Start a chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
});

test("a page on its way is announced, and the line is gone when it is there", async ({ guest: page }) => {
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

test("the app can be installed: every icon of the manifest is there in the size that it says", async ({
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
