import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { DictatedModel } from "#tests/support/dictated-model.ts";
import { alive, CDN, chatkit, expect, say } from "./fixtures.ts";
import { dictated } from "./models.ts";

const test = dictated;

const messages = (page: Page) => page.getByRole("list", { name: "Messages" });
/** Asks for a story in a new conversation in ChatKit, and waits for its beginning. */
async function beginInChatKit(page: Page, model: DictatedModel) {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").fill("Tell me a story");
  await page.keyboard.press("Enter");
  const dictation = await model.next();
  dictation.say("Once upon a time ");
  await expect(chatkit(page)).toContainText("Once upon a time");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  return dictation;
}
/** The same in the instant view, without ChatKit. */
async function begin(page: Page, model: DictatedModel) {
  await page.context().route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await say(page, "Tell me a story");
  const dictation = await model.next();
  dictation.say("Once upon a time ");
  await expect(messages(page)).toContainText("Once upon a time");
  return dictation;
}
const stop = (page: Page) => page.getByRole("button", { name: "Stop" });

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

test("Stop in ChatKit stops the answer and keeps its beginning", async ({ guest: page, model }) => {
  const dictation = await beginInChatKit(page, model);
  await chatkit(page).getByRole("button", { name: "Stop" }).click();
  await dictation.hungUp;
  await page.reload();
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveText(/Once upon a time/);
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

test("Stop in the instant view stops an answer that was started in another tab", async ({
  guest: page,
  context,
  model,
}) => {
  const dictation = await begin(page, model);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const other = await context.newPage();
  await other.goto(page.url());
  await stop(other).click();
  await dictation.hungUp;
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(messages(page)).toContainText("Once upon a time");
});

test("after a click on Stop, typing goes to the composer", async ({ guest: page, model }) => {
  const dictation = await begin(page, model);
  await stop(page).click();
  await dictation.hungUp;
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await page.keyboard.type("Another one");
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Another one");
});

test("Enter sends nothing when the field is empty, during an answer, or for an input method, and shows no validation message", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  const input = page.getByRole("textbox", { name: "Message" });
  await input.evaluate((field) => {
    Object.assign(window, { complaints: 0, sent: 0 });
    field.addEventListener("invalid", () => Object.assign(window, { complaints: 1 }));
    document.addEventListener("submit", () => Object.assign(window, { sent: 1 }), true);
  });
  const quiet = async () => expect(await page.evaluate("[complaints, sent]")).toEqual([0, 0]);
  await input.press("Enter");
  await input.fill("  ");
  await input.press("Enter");
  await quiet();
  await input.fill("日本");
  // The Enter that confirms a composition of an input method, as Safari sends it.
  await input.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  await quiet();
  await expect(input).toHaveValue("日本");
  await input.press("Enter");
  const dictation = await model.next();
  await expect(stop(page)).toBeVisible();
  await page.evaluate("sent = 0");
  await input.press("Enter");
  await input.fill("And");
  await input.press("Enter");
  await quiet();
  await expect(input).toHaveValue("And");
  dictation.finish();
});

test("a turn stopped before its first word says so, and can be retried after a reload", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (document.querySelector("main")?.innerText.includes("not been answered")) seen.push(Date.now());
    }).observe(document.body, { childList: true, subtree: true });
  });
  const seen = () => page.evaluate<number[]>("seen");
  const unanswered = page.getByText("This has not been answered.").and(page.locator(":not([role=status])"));
  const region = page.locator('main [role="status"].sr-only');
  const tryAgain = page.getByRole("button", { name: "Try again" });

  await say(page, "Hello");
  (await model.next()).answer("Hello, you.");
  await expect(messages(page)).toContainText("Hello, you.");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await say(page, "Tell me a story");
  const dictation = await model.next();
  await expect(region).toHaveText("The assistant is answering.");
  expect(await seen(), "not shown while a message is sent or answered").toEqual([]);
  await stop(page).click();
  await dictation.hungUp;
  await expect(unanswered).toBeVisible();
  await expect(region).toHaveText("Stopped. This has not been answered.");

  await page.reload();
  await expect(unanswered).toBeVisible();
  await alive(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await tryAgain.last().click();
  await expect(unanswered).toHaveCount(0);
  (await model.next()).answer("Once upon a time.");
  await expect(messages(page)).toContainText("Once upon a time.");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await page.reload();
  await expect(messages(page).getByRole("listitem")).toHaveCount(4);
  await expect(unanswered).toHaveCount(0);
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

test("an answer is announced to screen readers in whole sentences, each once", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  await page.evaluate(() => {
    const region = document.querySelector('main [role="status"].sr-only');
    const announced: string[] = [];
    Object.assign(window, { announced });
    if (!region) throw new Error("there is no live region");
    new MutationObserver(() => announced.push(region.textContent)).observe(region, { childList: true });
  });
  const announced = () => page.evaluate<string[]>("announced");
  await say(page, "Tell me a story");
  const dictation = await model.next();
  await expect.poll(announced).toEqual(["The assistant is answering."]);
  const long = "Once upon a time there was a **cat**, which lived in a house by the sea. ".repeat(2);
  dictation.say(`${long}It had`);
  const expected = long.replaceAll("**", "").trim();
  // Markup is replaced by spaces, so compare the words only.
  const words = (texts: string[]) => texts.join(" ").match(/\w+/g);
  await expect.poll(async () => words((await announced()).slice(1))).toEqual(words([expected]));
  dictation.say(" a friend. And they");
  await expect(messages(page)).toContainText("And they");
  expect(await announced(), "too short to be announced").toHaveLength(2);
  dictation.say(" lived happily");
  dictation.finish();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect.poll(async () => (await announced()).length).toBe(3);
  const [, first, last] = await announced();
  expect(first).toMatch(/sea\s?\.$/);
  expect(last).toBe("It had a friend. And they lived happily");
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
