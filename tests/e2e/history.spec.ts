import type { Page } from "@playwright/test";
import { test as base } from "./demo.ts";
import { alive, expect } from "./fixtures.ts";
import { problemsOf } from "./accessible.ts";
import { rows } from "./sidebar.ts";

// The history: searching, browsing and keeping order. Each with a script and without one.

const test = base;
const main = (page: Page) => page.getByRole("main");
const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

async function search(page: Page, q: string): Promise<void> {
  await main(page).getByRole("searchbox").fill(q);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=/);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a word in the middle of an answer is found in two steps, and its message is in view", async ({
      reader: page,
    }) => {
      await page.goto("/history");
      await search(page, "MSG-1017 answer");
      const hit = main(page).getByRole("link", { name: /Corpus 2000/ });
      await expect(hit.locator("mark").first()).toBeVisible();
      await hit.click();
      await expect(page).toHaveURL(/at=/);
      const target = page.locator("[data-target]");
      await expect(target).toContainText("MSG-1017");
      await expect(target).toBeInViewport();
    });

    test("a mistyped word is corrected, with a way back", async ({ reader: page }) => {
      await page.goto("/history");
      await search(page, "potery");
      const status = page.locator("[data-search-status]");
      await expect(status).toContainText("Showing results for pottery");
      await expect(
        main(page)
          .getByRole("link", { name: /A book about pottery/ })
          .first(),
      ).toBeVisible();
      await page.getByRole("link", { name: "Search instead for potery" }).click();
      await expect(main(page)).toContainText("Nothing matches “potery”");
    });

    test("months and days have addresses, and pages lead from one to the next", async ({ reader: page }) => {
      await page.goto("/history");
      const months = page.getByRole("navigation", { name: "Months" });
      await months.getByRole("link").nth(1).click();
      await expect(page).toHaveURL(/\/history\/\d{4}\/\d{2}$/);
      await page.getByRole("navigation", { name: "Days" }).getByRole("link").first().click();
      await expect(page).toHaveURL(/day=\d\d$/);
      await expect(main(page).getByRole("listitem").getByRole("checkbox")).not.toHaveCount(0);
      await page.goto("/history");
      const pages = page.getByRole("navigation", { name: "Pages" });
      await pages.getByRole("link", { name: "Next" }).click();
      await expect(page).toHaveURL(/after=/);
      await pages.getByRole("link", { name: "Last" }).click();
      await expect(page).toHaveURL(/end=1/);
      await pages.getByRole("link", { name: "Previous" }).click();
      await expect(page).toHaveURL(/before=/);
      await pages.getByRole("link", { name: "First" }).click();
      await expect(page).toHaveURL(/\/history$/);
    });

    test("several are deleted, and are back after an undo", async ({ reader: page }) => {
      await page.goto("/history?q=dishwasher");
      const boxes = main(page).getByRole("checkbox");
      const before = await boxes.count();
      expect(before).toBeGreaterThan(2);
      for (const index of [0, 1]) await boxes.nth(index).check();
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await expect(page.locator("[data-undo-bar]")).toContainText("Deleted 2 conversations");
      await expect(boxes).toHaveCount(before - 2);
      if (javaScriptEnabled) await page.keyboard.press("ControlOrMeta+z");
      else await undo(page).click();
      await expect(boxes).toHaveCount(before);
    });

    test("a folder is made, filled, renamed and deleted, and its conversations stay", async ({
      reader: page,
    }) => {
      const name = javaScriptEnabled ? "Trips" : "Journeys";
      await page.goto("/history?q=Galway");
      await page.getByText("New folder…").click();
      await page.getByLabel("Name").last().fill(name);
      await page.getByRole("button", { name: "Create" }).click();
      await expect(page.getByText(`Created the folder “${name}”`)).toBeVisible();
      await main(page).getByRole("checkbox").first().check();
      await page
        .getByRole("form", { name: "Selected conversations" })
        .getByLabel("Folder")
        .selectOption(name);
      await page.getByRole("button", { name: "Move" }).click();
      await expect(page.locator("[data-undo-bar]")).toContainText("Moved the conversation");
      await page.getByRole("navigation", { name: "Folders" }).getByRole("link", { name }).click();
      await expect(main(page).getByRole("checkbox")).toHaveCount(1);
      await page.getByText("Edit this folder").click();
      await page.getByRole("button", { name: /Delete the folder/ }).click();
      await expect(page).toHaveURL(/\/history$/);
      await page.goto("/history?q=Galway");
      await expect(main(page).getByRole("checkbox")).not.toHaveCount(0);
    });
  });
}

test("a row's menu pins, archives and takes it back, and the page has no accessibility problems", async ({
  reader: page,
}) => {
  await page.goto("/history?q=watercolour");
  const menuOf = async () => {
    await main(page)
      .getByRole("button", { name: /Actions for/ })
      .first()
      .click();
    return page.getByRole("dialog", { name: /Actions for/ });
  };
  await (await menuOf()).getByRole("button", { name: "Pin" }).click();
  await expect(page.getByRole("navigation", { name: "Conversations" })).toContainText("Pinned");
  await expect(rows(page).first()).toContainText(/watercolour/i);
  await undo(page).click();
  await expect(page.getByRole("navigation", { name: "Conversations" })).not.toContainText("Pinned");
  await (await menuOf()).getByRole("button", { name: "Archive" }).click();
  await expect(page.locator("[data-undo-bar]")).toContainText("Archived the conversation");
  await page.getByRole("link", { name: "Archive", exact: true }).click();
  await expect(main(page).getByRole("checkbox")).toHaveCount(1);
  await undo(page).click();
  expect(await problemsOf(page)).toEqual([]);
});

test("what was deleted is listed for 30 days, and can be restored or deleted for good", async ({
  reader: page,
}) => {
  await page.goto("/history?q=knitting");
  const title = await main(page)
    .getByRole("link", { name: /knitting/i })
    .first()
    .textContent();
  expect(title).toBeTruthy();
  await main(page).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.goto("/history?in=deleted");
  await expect(main(page).getByRole("checkbox")).toHaveCount(1);
  await main(page).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.locator("[data-undo-bar]")).toContainText("Restored the conversation");
  await expect(main(page)).toContainText("Nothing was deleted in the last 30 days");
});

test("the palette finds conversations, messages, tasks and pages by the keyboard alone", async ({
  reader: page,
}) => {
  await page.goto("/tasks");
  await alive(page);
  const open = async (typed: string) => {
    const field = page.getByRole("combobox", { name: /Find conversations/ });
    // The keys close one that is still there from the last time.
    await expect(field).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+k");
    await expect(field).toBeFocused();
    await page.keyboard.type(typed);
  };
  const options = page.getByRole("option");
  await open("MSG-1017 answer");
  await expect(options.filter({ hasText: "Corpus 2000" }).first()).toBeVisible();
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/at=/);
  await expect(page.locator("[data-target]")).toContainText("MSG-1017");
  await open("upcom");
  await expect(options.first()).toContainText("Tasks: Upcoming");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=upcoming/);
  await open("");
  await expect(page.getByRole("listbox")).toContainText("Last used");
  await expect(options.first()).toContainText("Tasks: Upcoming");
  await page.keyboard.press("Escape");
  await open("zzzqqq");
  await expect(page.getByRole("status").filter({ hasText: "Nothing matches “zzzqqq”" })).toBeVisible();
  await page.keyboard.press("Escape");
  await open("keyboard shortc");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a temporary chat is in no list and no search, and says so", async ({ reader: page }) => {
      await page.goto("/chat");
      await page.getByRole("link", { name: "Temporary chat" }).click();
      await expect(page).toHaveURL(/temporary=1/);
      await expect(page.getByText(/Temporary chat: it isn’t in your history/)).toBeVisible();
      const input = page.getByRole("textbox", { name: "Message", exact: true });
      await input.fill("hello zyzzyva");
      await input.press("Enter");
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Send" }).click();
      await expect(page).toHaveURL(/\/chat\/thr_/);
      await expect(page.getByText(/Temporary chat: it isn’t in your history/)).toBeVisible();
      await page.goto("/history?q=zyzzyva");
      await expect(main(page)).toContainText("Nothing matches");
      await expect(rows(page).filter({ hasText: "zyzzyva" })).toHaveCount(0);
    });
  });
}
