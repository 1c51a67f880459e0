import { expect, test } from "./fixtures.ts";

test("on a phone the sidebar is a sheet that closes on navigation", async ({ guest: page }) => {
  const sidebar = page.getByRole("complementary", { name: "Sidebar" });
  await expect(sidebar).toBeHidden();
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  await expect(sidebar).toBeVisible();
  await sidebar.getByRole("link", { name: "Tasks" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(sidebar).toBeHidden();
});

test("no page is wider than a phone", async ({ guest: page }) => {
  for (const path of ["/chat", "/tasks", "/history", "/settings"]) {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
