import type { Locator } from "@playwright/test";
import { alive, CDN, expect, test } from "./fixtures.ts";
import { scripted as withModel } from "./models.ts";

/*
 * The instant view in ChatKit's measures, as they were read from the real client in a window of 1280 pixels
 * (the pane begins at 260) and on a phone of 390, so that nothing moves when ChatKit takes over.
 */

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error("not on the screen");
  return found;
};
const style = (locator: Locator, name: string) =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
const px = async (locator: Locator, name: string) => Number.parseFloat(await style(locator, name));

test.beforeEach(({ context }) => context.route(CDN, (route) => route.abort()));
withModel.beforeEach(({ context }) => context.route(CDN, (route) => route.abort()));

test("the start screen and the composer stand where ChatKit's do", async ({ guest: page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/chat");
  await alive(page);
  const composer = await box(page.locator(".group\\/composer"));
  expect(composer.x).toBeCloseTo(385, 0);
  expect(composer.width).toBeCloseTo(770, 0);
  expect(composer.height).toBeCloseTo(56, 0);
  expect(composer.y).toBeCloseTo(712, 0);
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  expect((await box(input)).x).toBeCloseTo(418, 0);
  const greeting = page.getByRole("heading", { level: 2, name: /mind/ });
  expect(await style(greeting, "color")).toBe("rgb(40, 40, 40)");
  expect(await px(greeting, "line-height")).toBeCloseTo(28, 0);
  const prompt = page.getByRole("button", { name: "Create a task" });
  expect((await box(prompt)).height).toBeCloseTo(48, 0);
  expect((await box(greeting)).y).toBeCloseTo(508, -0.3);
  expect(await style(prompt, "color")).toBe("rgb(93, 93, 93)");
  expect((await box(prompt.locator("svg"))).x).toBeCloseTo(401, 0);

  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await style(prompt, "color")).toBe("rgb(171, 171, 171)");
  expect(await style(page.locator("body"), "background-color")).toBe("rgb(24, 24, 24)");
  expect(await style(page.locator(".group\\/composer"), "background-color")).toBe("rgb(38, 38, 38)");
  await page.emulateMedia({ colorScheme: "light" });
  const narrow = await box(page.locator(".group\\/composer"));
  expect(narrow.x).toBeCloseTo(12, 0);
  expect(narrow.width).toBeCloseTo(366, 0);
});

withModel("a conversation has ChatKit's column, bubbles and type", async ({ guest: page, model }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const answer =
    "## Heading\n\nA paragraph with **strong** text.\n\n- One\n- Two\n\nSome `code`.\n\n```ts\nlet a = 1;\n```\n";
  model.script({ says: answer });
  await page.goto("/chat");
  await alive(page);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("word ".repeat(200));
  await page.keyboard.press("Enter");
  const item = page.locator('[data-type="assistant_message"]');
  await expect(item).toContainText("let a = 1;");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  const gap = async () => {
    const [above, below] = [await box(item.locator("p").first()), await box(item.locator("li").first())];
    return below.y - (above.y + above.height);
  };
  expect(await gap(), "also while it streams, where each block has an element around it").toBeCloseTo(16, 0);
  await page.reload();
  await alive(page);
  const column = await box(item);
  expect(column.x).toBeCloseTo(401, 0);
  expect(column.width).toBeCloseTo(738, 0);
  const bubble = page.locator('[data-type="user_message"] p').first();
  expect((await box(bubble)).width).toBeLessThanOrEqual(517.5);
  expect((await box(bubble)).width).toBeGreaterThan(500);
  expect(await px(item.locator("h2").filter({ hasText: "Heading" }), "font-size")).toBe(24);
  expect(await px(item.locator("h2").filter({ hasText: "Heading" }), "line-height")).toBeCloseTo(29.3, 1);
  expect(await style(item.locator("strong"), "font-weight")).toBe("600");
  const list = item.locator("ul");
  expect(await px(list, "padding-inline-start")).toBe(32);
  const [first, second] = [await box(list.locator("li").nth(0)), await box(list.locator("li").nth(1))];
  expect(second.y - (first.y + first.height)).toBeCloseTo(8, 0);
  const paragraph = await box(item.locator("p").first());
  expect(first.y - (paragraph.y + paragraph.height)).toBeCloseTo(16, 0);
  for (const code of [item.locator("pre code"), item.locator("p code")]) {
    expect(await px(code, "font-size")).toBe(14);
    expect(await px(code, "line-height")).toBe(21);
  }
  const bullet = list.locator("li").first();
  const grey = await bullet.evaluate((element) => getComputedStyle(element, "::marker").color);
  expect(grey).not.toBe(await style(bullet, "color"));
  const actions = page.locator(".message-actions button");
  const [copy, up] = [await box(actions.nth(0)), await box(actions.nth(1))];
  expect(up.x - copy.x).toBeCloseTo(28, 0);
  await page.setViewportSize({ width: 390, height: 800 });
  expect((await box(bubble)).width).toBeCloseTo(251, 0);
});
