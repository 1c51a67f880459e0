import { send } from "./chatkit-view.ts";
import { chatkit, expect, say, setDouble, test } from "./fixtures.ts";

// The element lives, or the instant view goes on: each case failed against the real client before.

test.describe("options", () => {
  test("that this build doesn't know cost ChatKit nothing, and aren't passed to it again", async ({
    guest: page,
  }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const build = () => page.evaluate(() => JSON.parse(localStorage.getItem("chatkit-options") ?? "{}"));
    await expect.poll(build).toEqual({
      frame: "/deployments/chatkit/index-2026-06.html",
      refused: [],
      refusesNewer: true,
    });
    await setDouble(page, { build: "2026-07", unknownOptions: [] });
    await page.reload();
    await expect(chatkit(page)).toBeVisible();
    await expect.poll(async () => (await build()).refusesNewer, "a newer build is asked again").toBe(false);
  });

  test("that kill the element are left out of the next one, which comes at once", async ({ guest: page }) => {
    await setDouble(page, { unknownOptions: ["commands", "widgets", "frameTitle"] });
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await send(page, "Thanks");
    await expect(chatkit(page)).toContainText("welcome");
  });
});

test.describe("signs of life", () => {
  test("are wanted of a new chat too: a dead frame leaves the instant view in charge", async ({
    guest: page,
  }) => {
    await setDouble(page, { frame: "dead" });
    await page.goto("/chat");
    await expect(page.locator("openai-chatkit")).toBeAttached();
    await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
    await say(page, "List tasks");
    await expect(page.getByRole("list", { name: "Messages" }).getByRole("listitem")).toHaveCount(2);
  });

  test("are asked for again when the network comes back", async ({ guest: page }) => {
    await setDouble(page, { frame: "dead" });
    await page.goto("/chat");
    await expect(page.locator("openai-chatkit")).toBeAttached();
    await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.locator("openai-chatkit")).toBeAttached();
  });

  test("of a domain that couldn't be verified are wanted again on the next visit", async ({
    guest: page,
  }) => {
    await setDouble(page, { domain: "unreachable" });
    // The element is gone within a blink: what the page says of it stays.
    const said = page.waitForEvent("console", (message) => message.text().startsWith("ChatKit reported"));
    await page.goto("/chat");
    await said;
    await expect(page.locator("openai-chatkit")).not.toBeAttached();
    await setDouble(page, { domain: "accepted" });
    await page.reload();
    await expect(chatkit(page)).toBeVisible();
  });
});
