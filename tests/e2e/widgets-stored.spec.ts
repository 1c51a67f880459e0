import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";
import { messages } from "#db/schema/index.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { basic } from "#app/chatkit/widgets/builders.ts";
import { GALLERY } from "#app/conversation/items/widget/testing/gallery/index.ts";
import { CDN, expect, say, test } from "./fixtures.ts";
import { gallery } from "./widget-gallery.ts";

// The widget galleries, stored in place of widgets that the assistant has made.

let dataDir: string;
let app: AppProcess | undefined;
test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "widgets-"));
});
test.afterEach(async () => {
  await app?.stop();
  await rm(dataDir, { recursive: true });
});

test("every widget component is in the document, and hydrates without changes", async ({
  page,
  context,
  browser,
}) => {
  // The app starts twice.
  test.setTimeout(180_000);
  await context.route(CDN, (route) => route.abort());
  app = await startApp({ dataDir });
  await page.goto(`${app.url}/sign-in`);
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
  await say(page, "Add a task: buy milk today");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await say(page, "Plan my day");
  await expect(page.locator('[data-type="widget"]').getByRole("button", { name: /Complete/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  const { pathname } = new URL(page.url());
  await page.goto("about:blank");
  await app.stop();

  const { db, close } = await createDatabase({ driver: "pglite", dataDir });
  const rows = await db.select().from(messages).where(eq(messages.type, "widget")).orderBy(messages.seq);
  for (const [index, widget] of [gallery, basic(Object.values(GALLERY))].entries()) {
    const row = rows[index];
    if (row?.item.type !== "widget") throw new Error("there are too few widgets");
    const item = { ...row.item, widget };
    await db.update(messages).set({ item, html: null, htmlVersion: null }).where(eq(messages.id, row.id));
  }
  await close();

  app = await startApp({ dataDir });
  const address = app.url + pathname;
  const still = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const reader = await still.newPage();
  await reader.goto(address);
  const read = reader.locator('[data-type="widget"] > div').first();
  await expect(reader.locator('[data-type="widget"]').last()).toContainText("Charts");
  await expect(read.locator("strong")).toHaveText("Markdown");
  // What needs no script can be used; a button is disabled when nothing would happen.
  await expect(read.getByRole("button", { name: "Save", exact: true })).toBeEnabled();
  await expect(read.getByRole("button", { name: "soft" })).toHaveAttribute("type", "submit");
  await read.getByText("Show 1 more").click();
  await expect(read.getByText("Row Four")).toBeVisible();
  await still.close();

  // A hydration mismatch is an error in the console, which fails the test.
  const loaded = page.waitForResponse(/\/assets\/widget-/);
  await page.goto(address);
  await loaded;
  const widget = page.locator('[data-type="widget"] > div').first();
  await expect(widget.getByRole("button", { name: "Save", exact: true })).toBeEnabled();
  await expect(widget.locator("strong")).toHaveText("Markdown");
  await expect(widget.getByRole("radio", { name: "Small" })).toBeEnabled();
  const whole = page.locator('[data-type="widget"]').last();
  await expect(whole.getByRole("radio", { name: "Sold out" })).toBeDisabled();
  await expect(whole.getByRole("button", { name: "Submit" })).toBeEnabled();
});
