import { alive, CDN, expect, say, test } from "./fixtures.ts";
import { serveGallery } from "./widget-gallery.ts";
import { expectAccessible } from "./accessible.ts";
import { ask, begin, sendButton, widgets } from "./widget-pages.ts";

// Widgets in the instant view, without ChatKit.

test.beforeEach(async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/chat");
});

test("tasks are ticked in their list while the conversation goes on, and other tabs follow", async ({
  guest: page,
  context,
}) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Add a task: call Ann, high priority");
  await ask(page, "Show my checklist");
  const list = widgets(page).last();
  const milk = list.getByRole("checkbox", { name: /buy milk/i });
  const ann = list.getByRole("checkbox", { name: /call ann/i });
  await expect(list.getByText("High priority")).toBeVisible();
  const planner = await context.newPage();
  await planner.goto("/tasks?view=all");
  // It listens once its script runs.
  await alive(planner);
  await expect(planner.locator("[data-task]")).toHaveCount(2);
  await page.bringToFront();
  // Without waiting in between: each answer keeps the other's tick.
  await milk.check();
  await ann.check();
  await expect(list.getByText("Done", { exact: true })).toHaveCount(2);
  await expect(planner.locator("[data-task]")).toHaveCount(0);
  await expect(sendButton(page)).toBeVisible();
  await page.reload();
  await expect(milk).toBeChecked();
  await milk.uncheck();
  await expect(list.getByText("Done", { exact: true })).toHaveCount(1);
  await expect(ann).toBeChecked();
});

test("a tick that the server doesn't get is taken back, and says so", async ({ guest: page }) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Show my checklist");
  const milk = widgets(page)
    .last()
    .getByRole("checkbox", { name: /buy milk/i });
  await page.route("**/api/chatkit", (route) => route.abort());
  await milk.click();
  await expect(page.getByText("The change could not be saved.")).toBeVisible();
  await expect(milk).not.toBeChecked();
});

test("several tasks of a list are moved in four interactions, and back", async ({ guest: page }) => {
  await ask(page, "buy milk\ncall Ann\nwater the plants");
  const list = widgets(page).last();
  await list.getByRole("button", { name: "Select" }).click();
  await expect(list.getByRole("checkbox").first()).toBeFocused();
  await expectAccessible(page);
  await list.getByRole("checkbox", { name: /buy milk/i }).check();
  await list.getByRole("checkbox", { name: /call ann/i }).check();
  await list.getByRole("combobox").selectOption({ label: "Move to tomorrow" });
  await list.getByRole("button", { name: "Apply" }).click();
  await expect(list.getByText("2 tasks moved to tomorrow")).toBeVisible();
  await expect(list.getByText("Due tomorrow")).toHaveCount(2);
  await list.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByText("Due tomorrow")).toHaveCount(0);
});

test("a plan is rendered in the document, readable without a script, and changes in place", async ({
  guest: page,
  browser,
  context,
}) => {
  await ask(page, "Add a task: buy milk today");
  await ask(page, "Add a task: water the plants today");
  await ask(page, "Plan my day");
  const plan = widgets(page).last();
  await expect(plan.getByRole("listitem")).toHaveCount(2);

  const still = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const reader = await still.newPage();
  await reader.goto(page.url());
  await expect(widgets(reader).last().getByRole("listitem")).toHaveText([/buy milk/i, /water the plants/i]);
  await expect(widgets(reader).last()).not.toContainText("- ");
  for (const button of await widgets(reader).last().getByRole("button").all())
    await expect(button).toBeEnabled();
  await still.close();

  const document = await (await page.request.get(page.url())).text();
  expect(document.match(/<li>Water the plants/gi)).toHaveLength(1);

  // Hydration keeps the document's markup until the plan changes.
  await page.reload();
  const words = await plan.getByRole("listitem").first().elementHandle();
  await expect(plan.getByRole("button", { name: /Complete .*Buy milk/i })).toBeEnabled();
  expect(await words?.evaluate((element) => element.isConnected)).toBe(true);
  await plan.getByRole("button", { name: /Complete .*Buy milk/i }).click();
  await expect(plan.getByRole("listitem")).toHaveText([/water the plants/i]);
  await expect(plan).not.toContainText(/buy milk/i);
  await page.reload();
  await expect(plan.getByRole("listitem")).toHaveText([/water the plants/i]);

  // On a client-side navigation, the rendering arrives as loader data.
  const { pathname } = new URL(page.url());
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(plan).toHaveCount(0);
  await page.locator(`a[href="${pathname}"]`).first().click();
  await expect(plan.getByRole("listitem")).toHaveText([/water the plants/i]);
});

test("hydration causes no layout shift", async ({ guest: page }) => {
  await ask(page, "Add a task: buy milk today");
  await ask(page, "Plan my day");
  await page.addInitScript(() => {
    Object.assign(window, { moved: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry) Object.assign(window, { moved: entry.value });
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await expect(widgets(page).last().getByRole("button").first()).toBeEnabled();
  expect(await page.evaluate("moved")).toBe(0);
});

test("a widget whose code can't be loaded stays as the document has it", async ({ guest: page, context }) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Show my checklist");
  await context.route("**/assets/widget-*.js", (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/assets/widget-"));
  await page.reload();
  await alive(page);
  await failed;
  await expect(
    widgets(page)
      .last()
      .getByRole("checkbox", { name: /buy milk/i }),
  ).toBeVisible();
  // One that comes without a document has no other place to say so.
  await say(page, "Show my checklist");
  await expect(widgets(page).last()).toContainText("This part could not be loaded.");
});

test("actions are sent once, with their form's values", async ({ guest: page, context }) => {
  await begin(page);
  const { sent, release } = await serveGallery(context);
  await say(page, "Show me everything");
  const widget = widgets(page);
  await expect(widget).toContainText("All components");
  await expect(sendButton(page)).toBeVisible();
  await expect(widget.locator("strong")).toHaveText("Markdown");

  /** Releases the newest action, and returns it. */
  const answered = async () => {
    await expect(sendButton(page)).toBeHidden();
    release();
    await expect(sendButton(page)).toBeVisible();
    return sent.at(-1)?.params.action;
  };

  const soft = widget.getByRole("button", { name: "soft" });
  await soft.click();
  await expect(soft).toHaveAttribute("aria-busy", "true");
  await expect(soft).toBeFocused();
  await expect(widget.getByRole("button", { name: "outline" })).toBeDisabled();
  const count = sent.length;
  await soft.dispatchEvent("click");
  await page.keyboard.press("Enter");
  expect(await answered()).toEqual({ type: "press", payload: { variant: "soft" } });
  expect(sent).toHaveLength(count);
  await expect(soft).not.toHaveAttribute("aria-busy");

  await widget.getByRole("button", { name: "Save", exact: true }).click();
  await expect(widget.locator('div[aria-busy="true"]')).toHaveCount(1);
  expect(await answered()).toMatchObject({ type: "save" });
  await expect(widget.locator('div[aria-busy="true"]')).toHaveCount(0);

  await widget.getByLabel("Colour").selectOption("Blue");
  expect(await answered()).toEqual({ type: "color", payload: { id: "1", task: { color: "b" } } });
  await widget.getByRole("checkbox", { name: "Done" }).check();
  expect(await answered()).toEqual({ type: "tick", payload: { done: true } });

  await widget.getByLabel("Title").fill("");
  await widget.getByRole("button", { name: "Save task" }).click();
  await widget.getByLabel("Title").fill("Buy oat milk");
  await widget.getByRole("button", { name: "Save task" }).click();
  expect(await answered()).toEqual({
    type: "task.save",
    payload: { task: { id: "task_1", title: "Buy oat milk", note: "", urgent: true } },
  });

  await widget.getByText("Show 1 more").click();
  await widget.getByRole("button", { name: "Row Four" }).click();
  expect(await answered()).toEqual({ type: "open", payload: { name: "Four" } });

  const before = sent.length;
  await widget.getByRole("button", { name: "Open tasks" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  expect(sent).toHaveLength(before);
});
