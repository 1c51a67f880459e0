import { CDN, chatkit, expect, say } from "./fixtures.ts";
import { messages } from "./instant-view.ts";
import { dictated } from "./models.ts";
import { begin, beginInChatKit, stop } from "./stories.ts";

// Answers that run while the page changes around them.

const test = dictated;

test("an answer continues after a reload, to its end", async ({ guest: page, model }) => {
  const dictation = await begin(page, model);
  await expect(page).toHaveURL(/\/chat\/thr_/);

  await page.reload();
  await expect(messages(page)).toContainText("Once upon a time");
  await expect(stop(page)).toBeVisible();
  dictation.say("there was a **cat**.");
  dictation.finish();
  await expect(messages(page).locator("strong")).toHaveText("cat");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
  await page.reload();
  await expect(messages(page)).toContainText("Once upon a time there was a cat.");
});

test("ChatKit takes over after a running answer has ended, and shows it whole", async ({
  guest: page,
  model,
}) => {
  const dictation = await beginInChatKit(page, model);

  await page.reload();
  await expect(messages(page)).toContainText("Once upon a time");
  await expect(page.locator("openai-chatkit")).toBeAttached();
  dictation.say("there was a cat.");
  await expect(messages(page)).toContainText("there was a cat.");
  await expect(chatkit(page)).toHaveCount(0);
  dictation.finish();
  await expect(chatkit(page)).toBeVisible();
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveText(
    "Once upon a time there was a cat.",
  );
});

test("opening another conversation leaves the answer running, and the sidebar shows it", async ({
  guest: page,
  model,
}) => {
  const dictation = await beginInChatKit(page, model);
  const path = new URL(page.url()).pathname;

  await page.getByRole("link", { name: "New chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  const row = page.getByRole("navigation", { name: "Conversations" }).locator(`a[href="${path}"]`);
  await expect(row.getByRole("img", { name: "answering" })).toBeVisible();

  await row.click();
  await expect(messages(page)).toContainText("Once upon a time");
  dictation.say("there was a cat.");
  dictation.finish();
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveText(
    "Once upon a time there was a cat.",
  );
});

test("opening the tasks leaves the answer running", async ({ guest: page, model }) => {
  const dictation = await beginInChatKit(page, model);
  await page.getByRole("link", { name: "Tasks" }).click();
  await expect(page.getByRole("heading", { name: "Tasks" })).toBeVisible();
  await page.goBack();
  await expect(stop(page)).toBeVisible();
  dictation.say("there was a cat.");
  dictation.finish();
  await expect(page.getByRole("main")).toContainText("Once upon a time there was a cat.");
});

test("a growing answer is followed at the end, and doesn't move the view elsewhere", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await say(page, "Tell me a story");
  const dictation = await model.next();
  const paragraph = (count: number) => `${"Once upon a time there was a cat. ".repeat(12)}(${count})\n\n`;
  for (let count = 1; count <= 12; count += 1) dictation.say(paragraph(count));
  const paragraphs = messages(page).locator(".prose p");
  await expect(paragraphs).toHaveCount(12);
  await expect(paragraphs.last()).toBeInViewport();

  // The elements on the screen are kept, so that a selection in them survives.
  const first = await paragraphs.first().elementHandle();
  await messages(page).evaluate((list) => list.closest(".overflow-y-auto")?.scrollBy(0, -900));
  await expect(page.getByRole("button", { name: "Newest messages" })).toBeVisible();
  const seventh = paragraphs.filter({ hasText: "(7)" });
  const top = async () => Math.round((await seventh.boundingBox())?.y ?? 0);
  const place = await top();
  for (let count = 13; count <= 20; count += 1) dictation.say(paragraph(count));
  await expect(messages(page)).toContainText("(20)");
  // The page corrects the position before painting, but possibly after a first measurement.
  await expect.poll(top).toBe(place);

  dictation.say("```ts\nconst cat = 1;\n```\n");
  dictation.finish();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  // The stored rendering has arrived, and its highlighting was copied.
  await expect(messages(page).locator(".t-keyword").first()).toHaveText(/const/);
  await expect.poll(top).toBe(place);
  expect(await first?.evaluate((element) => element.isConnected)).toBe(true);
  await page.getByRole("button", { name: "Newest messages" }).click();
  await expect(paragraphs.last()).toBeInViewport();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a running answer is shown so far, and the page refreshes by itself", async ({ page, model }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Tell me a story");
    const sent = page.getByRole("button", { name: "Send" }).click({ noWaitAfter: true });
    const dictation = await model.next();
    dictation.say("Once upon a time ");
    await sent;
    await expect(messages(page)).toContainText("Once upon a time", { timeout: 15_000 });
    dictation.say("there was a cat.");
    dictation.finish();
    await expect(messages(page)).toContainText("there was a cat.");
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  });
});
