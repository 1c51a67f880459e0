import { expect, refusal, say, setDouble, test } from "./fixtures.ts";
import { messages } from "./instant-view.ts";

// A ChatKit that doesn't come leaves the page to the instant view.

test("a frame that never comes leaves the instant view alone", async ({ guest: page }) => {
  await setDouble(page, { frameDelay: 1e9 });
  await page.goto("/chat");
  await expect(page.locator("openai-chatkit")).toBeAttached();
  await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
});

test("ChatKit whose part of the page can’t be fetched leaves the instant view alone", async ({
  guest: page,
  context,
}) => {
  await context.route(/\/assets\/chatkit-panel-/, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("chatkit-panel-"));
  await page.goto("/chat");
  await failed;
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
  await expect(page.locator("openai-chatkit")).toHaveCount(0);
});

test("a domain key that was refused isn't tried again on the next visit", async ({ page, app }) => {
  // Where ChatKit doesn't verify domains nothing is remembered; this name is no such place.
  const origin = app.url.replace("localhost", "chat.localhost");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/chatkit.js")) asked++;
  });
  await setDouble(page, { domain: "refused" });
  await page.goto(`${origin}/sign-in`);
  const refused = refusal(page);
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
  await refused;
  await expect(page.locator("openai-chatkit")).not.toBeAttached();
  expect(asked).toBe(1);
  await page.reload({ waitUntil: "networkidle" });
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
  expect(asked).toBe(1);
});
