import { alive, expect, test } from "./fixtures.ts";

test.use({ locale: "de-DE" });

// A difference between the server's and the browser's texts is an error in the console, which fails the test.
test("hours and dates are written as in German, in the page and in answers", async ({ guest: page }) => {
  await page.goto("/tasks");
  await alive(page);
  await page.getByLabel("New task").fill("Call Ann 2031-05-06 at 5pm");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("New task")).toHaveValue("");
  await page.goto("/tasks?view=all");
  await alive(page);
  await expect(page.locator("[data-task]")).toContainText("6. Mai 2031 at 17:00");
  await page.goto("/chat");
  await alive(page);
  await page.getByRole("textbox", { name: "Message" }).first().fill("when is call ann?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText("Dienstag, 6. Mai 2031 at 17:00");
  await page.goto("/history");
  await alive(page);
  await expect(page.getByRole("main")).toContainText(/\d\d:\d\d(?! [AP]M)/);
});
