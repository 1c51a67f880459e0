import { expectAccessible } from "./accessible.ts";
import { CDN, expect, say, test } from "./fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page has accessibility violations (${colorScheme})`, async ({ page, context }, info) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await context.route(CDN, (route) => route.abort());
    // The page of thousands of elements in one of the schemes, on each device in the other.
    const isDocsToo = (colorScheme === "light") === (info.project.name === "desktop");
    for (const path of [...(isDocsToo ? ["/api/docs"] : []), "/", "/sign-in", "/sign-up"]) {
      await page.goto(path);
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await page.waitForURL("**/chat");
    await expectAccessible(page);
    await say(page, "Add a task: buy milk tomorrow at 5pm, high priority");
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    await expectAccessible(page);
    await say(page, "Add a task: buy oat milk");
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    await say(page, "Delete the milk task");
    await expect(page.getByRole("form", { name: "Questions" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    await expectAccessible(page);
    await say(page, "Plan my day");
    await expect(page.locator('[data-type="widget"] button').first()).toBeEnabled();
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(page.getByRole("form", { name: "Edit your message" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.locator('[data-type="assistant_message"]').first().hover();
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await context.route("**/api/chatkit", (route) =>
      route.fulfill({ status: 409, json: { message: "This conversation is locked." } }),
    );
    await say(page, "Thanks");
    await expect(page.getByRole("alert")).toBeVisible();
    await expectAccessible(page);
    await context.unroute("**/api/chatkit");
    for (const path of [
      "/tasks",
      "/tasks?view=all",
      "/tasks/exchange",
      "/history",
      "/history?q=nothing",
      "/settings",
      "/settings/instructions",
      "/settings/keys",
      "/nowhere",
    ]) {
      await page.goto(path);
      await expectAccessible(page);
    }
  });
}

test("neither has a conversation in ChatKit, nor what is said of its failures", async ({
  guest: page,
  context,
}) => {
  await page.goto("/chat");
  const chatkit = page.locator('[data-stage="chatkit"] openai-chatkit');
  await expect(chatkit).toBeVisible();
  await context.route("**/api/chatkit", (route) =>
    route.fulfill({ status: 409, json: { message: "This conversation is locked." } }),
  );
  await chatkit.getByRole("textbox").fill("Thanks");
  await chatkit.getByRole("textbox").press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});
