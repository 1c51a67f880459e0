import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { APP_TIMEOUT, withApp } from "./app.ts";
import { expect, test as base } from "./fixtures.ts";

// The page and the server of docs/embed.md, on an origin of their own.

const DOCUMENT = readFileSync("docs/embed.md", "utf8");

/** The code block after the comment with the file's name. */
function fileOf(name: string): string {
  const [, rest = ""] = DOCUMENT.split(`<!-- ${name} -->\n\n`);
  const code = /^```\w+\n(.*?)\n```$/ms.exec(rest)?.[1];
  if (!code) throw new Error(`docs/embed.md has no ${name}`);
  return code;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

/** Runs the document's server beside the app at `chatUrl`, while `use` runs. */
async function withSite(port: number, chatUrl: string, use: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "chat-embed-"));
  for (const name of ["server.mjs", "page.html"]) writeFileSync(join(folder, name), fileOf(name));
  const env = { PATH: process.env.PATH, PORT: String(port), CHAT_URL: chatUrl };
  const site = spawn(process.execPath, ["server.mjs"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(site.stdout, "data");
  await use(`http://localhost:${port}`);
  site.kill();
  rmSync(folder, { recursive: true, force: true });
}

const test = base.extend<object, { site: string; stranger: string }>({
  site: [
    // Playwright requires a destructured argument, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const port = await freePort();
      await withApp({ CORS_ORIGINS: `http://localhost:${port}` }, (app) => withSite(port, app.url, use));
    },
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
  stranger: [
    async ({ app }, use) => withSite(await freePort(), app.url, use),
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
});

const chatkit = (page: Page) => page.locator("openai-chatkit");

async function send(page: Page, text: string): Promise<void> {
  await chatkit(page).getByRole("textbox", { name: "ChatKit message" }).fill(text);
  await page.keyboard.press("Enter");
}
const expectAnswers = (page: Page, count: number) =>
  expect(chatkit(page).getByRole("group", { name: "Actions" })).toHaveCount(count);

test("a page on another origin talks to the app, as the same user after a reload", async ({ page, site }) => {
  await page.goto(site);
  await send(page, "Create a task: water the plants");
  await expectAnswers(page, 1);
  await expect(chatkit(page)).toContainText("water the plants");
  await send(page, "List tasks");
  await expectAnswers(page, 2);

  await page.reload();
  await send(page, "List tasks");
  await expectAnswers(page, 1);
  await expect(chatkit(page)).toContainText(/water the plants/i);
  // The app's cookies stay at the embedding server.
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name)).toEqual(["visitor"]);
});

test("a refused secret is renewed, and the message sent again", async ({ page, site }) => {
  await page.route(
    "**/chat-session",
    async (route) => {
      const response = await route.fetch();
      const session = await response.json();
      await route.fulfill({ response, json: { ...session, client_secret: "ck_secret_of_yesterday" } });
    },
    { times: 1 },
  );
  await page.goto(site);
  await send(page, "Hello");
  await expectAnswers(page, 1);
});

test("a page of an origin that isn't listed is refused by the browser", async ({ browser, stranger }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(stranger);
  const outcome = await page.evaluate(async () => {
    const { api, client_secret } = await (await fetch("/chat-session", { method: "POST" })).json();
    const headers = { authorization: `Bearer ${client_secret}` };
    return fetch(`${api}/threads`, { headers }).then(
      ({ status }) => status,
      (error: unknown) => String(error),
    );
  });
  expect(outcome).toBe("TypeError: Failed to fetch");
  await context.close();
});
