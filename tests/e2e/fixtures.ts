import { readFileSync } from "node:fs";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import type { AppProcess } from "#tests/support/app-process.ts";
import type { DoubleSettings } from "#tests/support/chatkit-double/settings.ts";
import { APP_TIMEOUT, withApp } from "./app.ts";

export const CDN = "https://cdn.platform.openai.com/**";

interface WorkerFixtures {
  app: AppProcess;
}

interface Fixtures {
  /** A page signed in as a guest, with ChatKit's double in place of the CDN. */
  guest: Page;
}

/** The built app, one process per worker. ChatKit's script is replaced by the double. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  app: [
    // Playwright requires a destructured argument, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    ({}, use, worker) => withApp({}, use, worker),
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
  baseURL: ({ app }, use) => use(app.url),
  context: async ({ context }, use) => {
    await serveChatKit(context);
    await use(context);
  },
  page: async ({ page }, use) => {
    const problems = watchForProblems(page);
    await use(page);
    expect(problems, "errors in the page's console").toEqual([]);
  },
  guest: async ({ app, page, javaScriptEnabled }, use) => {
    // As its form does, without a page for it: most tests begin here.
    await page.request.post("/sign-in", {
      form: { intent: "guest" },
      headers: { origin: app.url },
      maxRedirects: 0,
    });
    await page.goto("/chat");
    if (javaScriptEnabled ?? true) await alive(page);
    await use(page);
  },
});

export { expect };

/** Serves the double as ChatKit's script, and a document for its frame: the tests have no network. */
export async function serveChatKit(context: BrowserContext): Promise<void> {
  const double = readFileSync(process.env.CHATKIT_DOUBLE ?? "", "utf8");
  await context.route(CDN, (route) =>
    route.request().url().endsWith(".html")
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.fulfill({ contentType: "text/javascript", body: double }),
  );
}

/** Changes the double before the page loads; see tests/support/chatkit-double/settings.ts. */
export const setDouble = (page: Page, settings: Partial<DoubleSettings>) =>
  page.addInitScript((chatkitDouble) => Object.assign(window, { chatkitDouble }), settings);

/** Chromium's headless shell says "denied" in `Notification.permission`, whatever is granted. */
export async function grantNotifications(context: BrowserContext): Promise<void> {
  await context.grantPermissions(["notifications"]);
  await context.addInitScript(() =>
    Object.defineProperty(Notification, "permission", { get: () => "granted" }),
  );
}

/** Delays ChatKit's script until the returned function is called. */
export async function holdChatKit(context: BrowserContext): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await context.route(CDN, async (route) => {
    await promise;
    await route.fallback();
  });
  return resolve;
}

/** Collects the errors in the page's console. */
function watchForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    // The second one is the browser's hint on every page of plain http.
    const expected = /Failed to load resource|Cross-Origin-Opener-Policy header has been ignored/.test(
      message.text(),
    );
    if (message.type() === "error" && !expected) problems.push(message.text());
  });
  return problems;
}

/**
 * Waits until the page is hydrated, which a page load doesn't wait for. Before that, links and forms work
 * without the script and load a new document.
 */
export const alive = (page: Page) => page.locator("html[data-alive]").waitFor({ state: "attached" });

/** The ChatKit element, once it is in charge. */
export const chatkit = (page: Page) => page.locator('[data-stage="chatkit"] openai-chatkit');

/** Waits until ChatKit shows this many answers and none is running; while one is, it sends nothing. */
export const expectAnswers = (page: Page, count: number) =>
  expect(chatkit(page).getByRole("group", { name: "Actions" })).toHaveCount(count);

/** Waits until a request of ChatKit's was refused, after which the page goes on without it. */
export const refusal = (page: Page) =>
  page.waitForEvent("console", (message) => message.text().startsWith("ChatKit reported an error"));

/** Sends a message in the hydrated instant view, by the keys that send on every device. */
export async function say(page: Page, text: string): Promise<void> {
  await alive(page);
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("ControlOrMeta+Enter");
}
