import { expect, test as base, type Page } from "@playwright/test";
import { type InstalledPackage, installPackage } from "#tests/support/chatkit-package.ts";
import { freePort } from "#tests/support/postgres.ts";
import { serveChatKit } from "./fixtures.ts";

// The examples of packages/chatkit-server, from the packed library: a server, and a page of another origin.

/** Runs both while `use` runs, which gets the page's address. The server lets pages of `allowed` in. */
async function withExamples(
  installed: InstalledPackage,
  use: (url: string) => Promise<void>,
  allowed?: string,
): Promise<void> {
  const port = String(await freePort());
  const site = await installed.start("page.mjs", { CHAT_URL: `http://localhost:${port}/chatkit` });
  const server = await installed.start("node-http.mjs", { PORT: port, PAGE_ORIGINS: allowed ?? site.url });
  await use(site.url);
  await Promise.all([site.stop(), server.stop()]);
}

const test = base.extend<{ site: string; stranger: string }, { installed: InstalledPackage }>({
  installed: [
    // Playwright requires a destructured argument, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const installed = await installPackage();
      await use(installed);
      installed.remove();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  site: ({ installed }, use) => withExamples(installed, use),
  stranger: ({ installed }, use) => withExamples(installed, use, "https://somebody-else.test"),
  context: async ({ context }, use) => {
    await serveChatKit(context);
    await use(context);
  },
});

const chatkit = (page: Page) => page.locator("openai-chatkit");

async function send(page: Page, text: string): Promise<void> {
  await chatkit(page).getByRole("textbox", { name: "ChatKit message" }).fill(text);
  await page.keyboard.press("Enter");
}

test("a page of another origin talks to the packed server, and keeps its user", async ({ page, site }) => {
  await page.goto(site);
  await send(page, "Hello from elsewhere");
  await expect(chatkit(page)).toContainText("You said: Hello from elsewhere");
  const tokenOf = () => page.evaluate(() => localStorage.getItem("token"));
  const token = await tokenOf();
  await page.reload();
  await send(page, "Hello again");
  await expect(chatkit(page)).toContainText("You said: Hello again");
  expect(await tokenOf()).toBe(token);
});

test("a page of an origin that isn't listed is refused by the browser", async ({ page, stranger }) => {
  const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/chatkit"));
  await page.goto(stranger);
  await send(page, "Let me in");
  expect((await failed).failure()?.errorText).toBe("net::ERR_FAILED");
  await expect(chatkit(page)).not.toContainText("You said");
});
