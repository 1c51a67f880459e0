import type { Page } from "@playwright/test";
import { test } from "./demo.ts";
import { alive, expect } from "./fixtures.ts";
import { rows } from "./sidebar.ts";

// Keeping order with a pointer: what a script adds to the boxes and menus of history.spec.ts.

const boxes = (page: Page) => page.getByRole("main").getByRole("checkbox");

test("Shift selects all between two boxes, in either direction, and takes them back", async ({
  reader: page,
}) => {
  await page.goto("/history");
  await alive(page);
  const checked = page.getByRole("main").getByRole("checkbox", { checked: true });
  await boxes(page).nth(4).check();
  await boxes(page)
    .nth(1)
    .click({ modifiers: ["Shift"] });
  await expect(checked).toHaveCount(4);
  await boxes(page)
    .nth(3)
    .click({ modifiers: ["Shift"] });
  await expect(checked).toHaveCount(1);
});

test("a conversation is dragged to a folder, and back by an undo", async ({ reader: page }) => {
  await page.goto("/history");
  await alive(page);
  await page.getByText("New folder…").click();
  await page.getByLabel("Name").last().fill("Dragged here");
  await page.getByRole("button", { name: "Create" }).click();
  const folder = page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("link", { name: "Dragged here" });
  await expect(folder).toBeVisible();

  await rows(page).first().dragTo(folder);
  await expect(page.locator("[data-undo-bar]")).toContainText("Moved the conversation");
  await folder.click();
  await expect(boxes(page)).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(boxes(page)).toHaveCount(0);
});
