import { expectAccessible } from "./accessible.ts";
import type { Page } from "@playwright/test";
import { alive, expect, test, grantNotifications } from "./fixtures.ts";

const field = (page: Page) => page.getByLabel("New task");
const task = (page: Page, title: string) => page.locator("[data-task]", { hasText: title });
const titles = (page: Page) => page.locator("[data-task] p:first-child").allTextContents();
const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

async function open(page: Page, path = "/tasks"): Promise<void> {
  await page.goto(path);
  await alive(page);
}

/** Adds tasks, one for each line, by pasting them. */
async function add(page: Page, ...lines: string[]): Promise<void> {
  await field(page).fill(lines.join("\n"));
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("");
}

test("a line is understood while it is typed, and a click on a part of it keeps the words", async ({
  guest: page,
}) => {
  await open(page);
  await field(page).pressSequentially("Pay rent tomorrow at 9am p1 #flat @bills");
  const chips = page.getByRole("list", { name: "Understood" }).getByRole("button");
  await expect(chips).toHaveText(["tomorrow at 9:00 AM", "Urgent", "#flat", "@bills"]);
  await chips.filter({ hasText: "Urgent" }).click();
  await expect(chips).toHaveCount(3);
  await field(page).press("Enter");
  await expect(field(page)).toHaveValue("");
  await open(page, "/tasks?list=flat");
  await expect(task(page, "Pay rent p1")).toContainText("Tomorrow at 9:00 AM");
  await expect(task(page, "Pay rent p1")).not.toContainText("Urgent");
});

test("pasted lines are a task each, and five of them are moved to Monday in three steps", async ({
  guest: page,
}) => {
  await open(page, "/tasks?view=inbox");
  await add(page, ...Array.from({ length: 10 }, (_, index) => `- [ ] Chore ${index + 1}`));
  await expect(page.locator("[data-task]")).toHaveCount(10);
  await task(page, "Chore 2").hover();
  await page.getByLabel("Select “Chore 2”").click();
  await page.getByLabel("Select “Chore 6”").click({ modifiers: ["Shift"] });
  await expect(page.getByText("5 selected")).toBeVisible();
  await page.getByRole("button", { name: "Next Monday" }).click();
  await expect(page.getByText("Changed 5 tasks", { exact: true })).toBeVisible();
  await expect(page.locator("[data-task] time")).toHaveCount(5);
  await undo(page).click();
  await expect(page.locator("[data-task] time")).toHaveCount(0);
});

test("completing fills the circle at once, can be undone, and keeps the focus in the list", async ({
  guest: page,
}) => {
  await open(page);
  await add(page, "One", "Two", "Three");
  await expect(page.locator("[data-task]")).toHaveCount(3);
  await page.getByRole("button", { name: "Complete “Two”" }).press("Enter");
  await expect(page.locator("[data-task]")).toHaveCount(2);
  await expect(task(page, "Three")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Completed “Two”" })).toBeAttached();
  await undo(page).click();
  await expect(page.locator("[data-task]")).toHaveCount(3);
  for (const title of ["One", "Two", "Three"]) {
    await page.getByRole("button", { name: `Complete “${title}”` }).press("Enter");
    await expect(task(page, title)).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { name: "Today", exact: true })).toBeFocused();
});

test("by keyboard a task is edited, moved, selected, dated and deleted", async ({ guest: page }) => {
  await open(page);
  await add(page, "One", "Two", "Three");
  await expect(page.locator("[data-task]")).toHaveCount(3);
  await task(page, "One").focus();
  await page.keyboard.press("j");
  await expect(task(page, "Two")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => titles(page)).toEqual(["Two", "One", "Three"]);
  await expect(task(page, "Two")).toBeFocused();
  await page.keyboard.press("e");
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(task(page, "Two")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByLabel("Title").fill("Second");
  await page.keyboard.press("Enter");
  await expect(task(page, "Second")).toBeFocused();
  await page.keyboard.press("t");
  await page.keyboard.press("o");
  await expect(page.locator("[data-task]")).toHaveCount(2);
  await expect(task(page, "One")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("t");
  await page.keyboard.press("m");
  await expect(page.locator("[data-task]")).toHaveCount(0);
  await open(page, "/tasks?view=upcoming");
  await task(page, "Second").focus();
  await page.keyboard.press("#");
  await expect(task(page, "Second")).toHaveCount(0);
  await expect(task(page, "One")).toBeFocused();
  await page.keyboard.press("z");
  await expect(task(page, "Second")).toBeVisible();
});

test("a row is dragged to another place in its group", async ({ guest: page }) => {
  await open(page);
  await add(page, "One", "Two", "Three");
  await task(page, "Three").hover();
  const grip = await task(page, "Three").locator("[data-grip]").boundingBox();
  const first = await task(page, "One").boundingBox();
  if (!grip || !first) throw new Error("the rows are on the screen");
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(first.x + 40, first.y + 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => titles(page)).toEqual(["Three", "One", "Two"]);
  await page.reload();
  expect(await titles(page)).toEqual(["Three", "One", "Two"]);
});

test("the date is a menu", async ({ guest: page }) => {
  await open(page);
  await add(page, "Call Ann today at 5pm");
  await page
    .getByRole("button", { name: "Today at 5:00 PM" })
    .or(page.getByRole("button", { name: /Overdue/ }))
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Tomorrow" }).click();
  await expect(page.locator("[data-task]")).toHaveCount(0);
  await open(page, "/tasks?view=upcoming");
  await expect(task(page, "Call Ann")).toContainText("Tomorrow at 5:00 PM");
});

test("a refused form keeps what was written, with the error at its field", async ({ guest: page }) => {
  await open(page);
  await add(page, "One");
  await page.getByLabel("Edit “One”").click();
  await page.getByLabel("Repeats").last().fill("now and then");
  await page.getByRole("textbox", { name: "Title" }).fill("Other");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Repeats").last()).toHaveAccessibleDescription(/every Monday/);
  await expect(page.getByLabel("Repeats").last()).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Other");
  await field(page).fill("tomorrow");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveAccessibleDescription(/what is to be done/);
  await expect(field(page)).toHaveValue("tomorrow");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the planner has no accessibility violations (${colorScheme})`, async ({ guest: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page);
    await add(page, "One p1 #home @phone", "Two yesterday p2", "Three every day", "Four p4");
    await expect(page.locator("[data-task]")).toHaveCount(4);
    await expectAccessible(page);
    await field(page).fill("Call Ann tomorrow");
    await expect(page.getByRole("list", { name: "Understood" })).toBeVisible();
    await page.getByLabel("Select “One”").check();
    await page.getByLabel("Edit “Two”").click();
    await expectAccessible(page);
    await open(page, "/tasks/exchange");
    await expectAccessible(page);
  });
}

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("the views are a disclosure, and several tasks can be selected", async ({ guest: page }) => {
    await open(page);
    await add(page, "One #home", "Two", "Three");
    await page.getByText("Views", { exact: true }).tap();
    await page.getByRole("link", { name: /All open/ }).tap();
    await expect(page.getByRole("heading", { name: "All open" })).toBeVisible();
    await page.getByRole("button", { name: "Select", exact: true }).tap();
    await page.getByLabel("Select “One”").tap();
    await page.getByLabel("Select “Two”").tap();
    await page.getByRole("button", { name: "Tomorrow", exact: true }).tap();
    await expect(page.getByRole("heading", { name: /Tomorrow/ })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("tasks are added, selected, moved, edited, completed and brought back", async ({ guest: page }) => {
    await page.goto("/tasks?view=inbox");
    await field(page).fill("One\nTwo\nThree");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.locator("[data-task]")).toHaveCount(3);
    await page.getByLabel("Select “One”").check();
    await page.getByLabel("Select “Three”").check();
    await page.getByRole("button", { name: "Tomorrow" }).click();
    await expect(page.locator("[data-task] time")).toHaveCount(2);
    await page.getByRole("link", { name: "Edit “Two”" }).click();
    await page.getByLabel("Title").fill("Second");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(task(page, "Second")).toBeVisible();
    await page.getByRole("button", { name: "Complete “Second”" }).click();
    await expect(task(page, "Second")).toHaveCount(0);
    await expect(page.getByText("Completed “Second”")).toBeVisible();
    await undo(page).click();
    await expect(task(page, "Second")).toBeVisible();
    await expect(page).toHaveURL(/view=inbox/);
  });
});

test.describe("in a zone that the cookie doesn't know yet", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("the page is loaded again in the browser's zone", async ({ guest: page, context }) => {
    await open(page);
    await add(page, "Call Ann tomorrow at 5pm");
    await context.addCookies([{ name: "tz", value: "America/New_York", url: page.url() }]);
    await page.goto("/tasks?view=all");
    await expect(task(page, "Call Ann")).toContainText("Tomorrow at 5:00 PM");
    await page.getByLabel("Edit “Call Ann”").click();
    await expect(page.getByLabel("At", { exact: true }).last()).toHaveValue("17:00");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(task(page, "Call Ann")).toContainText("Tomorrow at 5:00 PM");
  });
});

test("reminders are switched on by a click, and ask for nothing before", async ({ guest: page, context }) => {
  await grantNotifications(context);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await open(page, "/tasks/exchange");
  expect(asked).not.toContain("/tasks/reminders");
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByText("On in this browser")).toBeVisible();
  await expect.poll(() => asked).toContain("/tasks/reminders");
  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByRole("button", { name: "Switch on" })).toBeVisible();
});
