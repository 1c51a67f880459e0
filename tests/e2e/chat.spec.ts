import {
  CDN,
  chatkit,
  expect,
  expectAnswers,
  refusal,
  say,
  serveChatKit,
  setDouble,
  test,
} from "./fixtures.ts";

test("a prompt in ChatKit is answered, and the conversation is there after a reload", async ({
  guest: page,
}) => {
  const kit = chatkit(page);
  await expect(kit).toBeVisible();
  await kit.getByRole("button", { name: "Create a task" }).click();
  await expect(kit.locator('[data-type="assistant_message"]')).toContainText(/task/i);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expectAnswers(page, 1);

  await kit.getByRole("textbox").fill("Buy milk tomorrow at 5pm, high priority");
  await kit.getByRole("button", { name: "Send" }).click();
  await expect(kit.locator('[data-type="assistant_message"]').nth(1)).toContainText("Buy milk");

  await page.reload();
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("Buy milk tomorrow at 5pm, high priority");
  await expect(chatkit(page).locator('[data-type="user_message"]').nth(1)).toContainText("Buy milk");

  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText("Buy milk");
});

test("with a blocked CDN the instant view carries on", async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await page.getByRole("button", { name: "Create a task" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("listitem").filter({ hasText: "assistant said" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await say(page, "Call Ann on Friday");
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("Call Ann");
  // A reload before it has reached the server would leave it in the message box.
  await expect(page.getByRole("listitem").filter({ hasText: "assistant said" })).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("Call Ann on Friday");
});

test("ChatKit takes over with the draft, the focus, and no request for its first loads", async ({
  guest: page,
  context,
}) => {
  await context.unroute(CDN);
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await page.getByRole("button", { name: "Get help" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  // What the page still asks for when an answer is over isn't what is counted.
  const path = new URL(page.url()).pathname;
  await page.goto("/settings");

  await context.unroute(CDN);
  await serveChatKit(context);
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) requests.push(request.url());
  });
  await page.goto(path, { waitUntil: "commit" });
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  await input.pressSequentially("my draft te", { delay: 20 });
  await expect(chatkit(page)).toBeVisible();
  await page.keyboard.type("xt continues");
  await expect(chatkit(page).getByRole("textbox")).toHaveValue("my draft text continues");
  await expect(chatkit(page).locator('[data-type="user_message"]')).toContainText("Get help");
  expect(requests).toEqual([]);
});

test("a refused domain is remembered, and the instant view stays", async ({ guest: page }) => {
  await setDouble(page, { domain: "refused" });
  const refused = refusal(page);
  await page.goto("/chat");
  await refused;
  await expect(page.locator("openai-chatkit")).not.toBeAttached();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
});

test("what somebody thought of an answer is there after a reload, and can be changed", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await page.getByRole("button", { name: "Get help" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  const good = page.getByRole("button", { name: "Good answer" });
  const saved = page.waitForResponse(
    (response) => response.request().postData()?.includes("items.feedback") ?? false,
  );
  await good.click();
  await saved;
  await page.reload();
  await expect(good).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Bad answer" }).click();
  await expect(good).toHaveAttribute("aria-pressed", "false");
});

test("a checklist in the instant view is ticked off there, and the tasks page knows", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await say(page, "Add a task: water the plants");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await say(page, "Show my checklist");
  const tick = page.getByRole("checkbox", { name: /water the plants/i });
  await tick.check();
  await expect(page.getByRole("listitem").getByText("Done", { exact: true })).toBeVisible();
  await page.reload();
  await expect(tick).toBeChecked();
  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText("Nothing to do");
});
