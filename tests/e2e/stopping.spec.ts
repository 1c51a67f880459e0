import { expectAccessible } from "./accessible.ts";
import { alive, CDN, chatkit, expect, say } from "./fixtures.ts";
import { messages } from "./instant-view.ts";
import { dictated } from "./models.ts";
import { begin, beginInChatKit, stop } from "./stories.ts";

// Answers that are stopped.

const test = dictated;

test("Stop in ChatKit stops the answer and keeps its beginning", async ({ guest: page, model }) => {
  const dictation = await beginInChatKit(page, model);
  await chatkit(page).getByRole("button", { name: "Stop" }).click();
  await dictation.hungUp;
  await page.reload();
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveText(/Once upon a time/);
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
    await expectAccessible(page);
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
