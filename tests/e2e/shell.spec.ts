import AxeBuilder from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import { alive, CDN, chatkit, expect, say, test } from "./fixtures.ts";

// The parts around every page: the sidebar and its rows, shortcuts, the manifest, and error states.

const sidebar = (page: Page) => page.getByRole("complementary", { name: "Sidebar" });
const rows = (page: Page) => page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
const problemsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

const topOf = (element: Element) => element.getBoundingClientRect().top;

/** Starts two conversations in the instant view; the last one stays on the screen. */
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

test("the sidebar stays closed or open from a document's first paint", async ({ guest: page }) => {
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

  test("a form closes the sidebar and returns to the page", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await page.goto("/history?q=boat");
    await page.getByRole("button", { name: "Close the sidebar" }).click();
    await expect(page).toHaveURL(/\/history\?q=boat$/);
    await expect(sidebar(page)).toBeHidden();
    const open = page.getByRole("button", { name: "Open the sidebar" });
    await expect(open, "the phone's button is hidden by the styles").toHaveCount(1);
    await open.click();
    await expect(sidebar(page)).toBeVisible();
  });
});

test("a conversation can be renamed and deleted from its row with the keyboard", async ({ guest: page }) => {
  await converse(page);
  const here = page.url();
  const other = rows(page).filter({ hasText: "List tasks" });
  await other.focus();
  await page.keyboard.press("ArrowRight");
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
  await expect(page.getByRole("dialog"), "under the new name, too").toHaveCount(0);
  expect(page.url()).toBe(here);

  await rows(page).filter({ hasText: "Chores" }).press("Shift+F10");
  const renamed = page.getByRole("dialog", { name: "Actions for “Chores”" });
  await renamed.getByRole("button", { name: "Delete…" }).press("Enter");
  await renamed.getByRole("button", { name: "Really delete it" }).press("Enter");
  await expect(rows(page).filter({ hasText: "Chores" })).toHaveCount(0);
  expect(page.url()).toBe(here);
});

test("deleting the open conversation leads to a new chat", async ({ guest: page }) => {
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

test("the shortcuts work as listed, also from the composer", async ({ guest: page }) => {
  await converse(page);
  const [second, first] = await rows(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")),
  );
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  await input.focus();
  await page.keyboard.press("ControlOrMeta+/");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Next conversation");
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(page, "not while a dialog is open").toHaveURL(second ?? "");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await page.keyboard.press("Alt+ArrowDown");
  await expect(page).toHaveURL(first ?? "");
  // The URL changes before the marked row, which is where the next key starts from.
  await expect(rows(page).nth(1)).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page).toHaveURL(second ?? "");
  await expect(rows(page).first()).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("ControlOrMeta+b");
  await expect(sidebar(page)).toBeHidden();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("searchbox", { name: "Search conversations" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input).toBeFocused();
  await sidebar(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(list).toBeVisible();
});

test("what is typed outside of fields goes into the composer, and triggers nothing", async ({
  guest: page,
}) => {
  await converse(page);
  const here = page.url();
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  for (const start of [
    () => page.getByRole("heading", { level: 1 }).click(),
    () => rows(page).first().focus(),
  ]) {
    await start();
    await expect(input).not.toBeFocused();
    await page.keyboard.type("Buy new socks?/");
    await expect(input).toHaveValue("Buy new socks?/");
    await expect(page).toHaveURL(here);
    await expect(sidebar(page)).toBeVisible();
    await input.fill("");
  }
  const search = page.getByRole("searchbox", { name: "Search conversations" });
  await search.focus();
  await page.keyboard.type("socks");
  await expect(search).toHaveValue("socks");
  await expect(input).toHaveValue("");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("");
  await page.keyboard.type("Socks");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Socks");
  await expect(input).toHaveValue("");
});

test("a letter focuses ChatKit’s composer, and disabled shortcuts do nothing", async ({ guest: page }) => {
  await expect(chatkit(page)).toBeVisible();
  await page.getByRole("link", { name: "Tasks" }).focus();
  await page.keyboard.press("c");
  await expect(chatkit(page).getByRole("textbox")).toBeFocused();

  await page.goto("/settings");
  await page.getByRole("group", { name: "Keyboard shortcuts" }).getByLabel("Off").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await alive(page);
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.press("ControlOrMeta+/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(sidebar(page)).toBeVisible();
});

test("a banner shows while the browser is offline", async ({ guest: page, context }) => {
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "You are offline" });
  await expect(banner).toBeVisible();
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
});

test("offline navigations are blocked, and the page keeps its draft", async ({ guest: page, context }) => {
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
    // The page retries by itself.
    await page.waitForResponse((response) => response.url().includes(".data") && response.ok());
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await expect(sidebar(page)).toBeVisible();
  });
}

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
