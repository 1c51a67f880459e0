import type { Page } from "@playwright/test";
import { CDN, expect, say, test } from "./fixtures.ts";

// A window 320 pixels wide, and one of 1280 × 720 at 200 % zoom, whose viewport is half of that.

const windows = {
  "320 pixels wide": { width: 320, height: 568 },
  "at 200 %": { width: 640, height: 360 },
};

/** Expects no element to be cut off, and no horizontal scrolling. */
async function expectToFit(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const isOff = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > innerWidth + 1 || left < -1);
    };
    const scrolls = document.documentElement.scrollWidth > innerWidth;
    const controls = [
      ...document.querySelectorAll("main :is(a, button, input, textarea, select, summary, h1, h2, p)"),
    ];
    const off = controls.filter((element) => isOff(element) && !element.closest("pre, .sr-only, [inert]"));
    return [scrolls ? "the page" : "", ...off.map((element) => element.outerHTML.slice(0, 120))].filter(
      Boolean,
    );
  });
  expect(wide, what).toEqual([]);
}

for (const [name, viewport] of Object.entries(windows)) {
  test(`everything fits into a window ${name}`, async ({ guest: page, context }) => {
    await context.route(CDN, (route) => route.abort());
    await page.setViewportSize(viewport);
    await page.goto("/chat");
    await expectToFit(page, "/chat");
    const input = page.getByRole("textbox", { name: "Message" });
    await expect(input).toBeInViewport();
    for (const text of [
      "Add a task: write to the association of householders tomorrow at 5pm, high priority",
      "Add a task: write to the association of allotment gardeners on Friday",
      "Complete the association task",
      "Plan my day",
    ]) {
      const answers = await page.locator('[data-type="assistant_message"]').count();
      await say(page, text);
      await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(answers + 1);
      await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
      await expectToFit(page, text);
    }
    await page.getByLabel("Conversation menu").click();
    await expect(page.getByRole("button", { name: "Rename" })).toBeVisible();
    await expectToFit(page, "the conversation's menu");
    await page.keyboard.press("Escape");
    for (const path of [
      "/tasks",
      "/tasks?view=all",
      "/tasks/exchange",
      "/history",
      "/settings",
      "/nowhere",
    ]) {
      await page.goto(path);
      await expectToFit(page, path);
    }
    await page.context().clearCookies();
    for (const path of ["/", "/sign-in", "/sign-up"]) {
      await page.goto(path);
      await expectToFit(page, path);
    }
  });
}

test("at 400 %, the header scrolls away, and the sidebar's sheet can be closed", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto("/chat");
  await say(page, "List tasks");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  await page.mouse.move(20, 20);
  await page.mouse.wheel(0, 400);
  await expect(page.getByRole("button", { name: "Open the sidebar" })).not.toBeInViewport();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeInViewport({ ratio: 1 });
  await page.mouse.wheel(0, -800);
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  const sheet = page.getByRole("complementary", { name: "Sidebar" });
  await expect(sheet).toBeVisible();
  await sheet.getByRole("button", { name: "Close", exact: true }).click();
  await expect(sheet).toBeHidden();
});
