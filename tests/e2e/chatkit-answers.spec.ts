import type { Page } from "@playwright/test";
import { send } from "./chatkit-view.ts";
import { chatkit, expect, expectAnswers, holdChatKit } from "./fixtures.ts";
import { dictated } from "./models.ts";

// Answers in ChatKit, their ends and their stops: each case failed against the real client before.

const sends = (page: Page) => {
  const posted: { type: string; params: { thread_id?: string } }[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/chatkit"))
      posted.push(request.postDataJSON());
  });
  return posted;
};

dictated.describe("an answer in ChatKit", () => {
  dictated(
    "ends where its conversation is, however the user moves meanwhile",
    async ({ guest: page, model }) => {
      await page.goto("/chat");
      await expect(chatkit(page)).toBeVisible();
      await send(page, "First");
      const first = await model.next();
      first.answer("One");
      await expectAnswers(page, 1);
      const a = new URL(page.url()).pathname;
      await page.getByRole("link", { name: "New chat" }).first().click();
      await expect(page).toHaveURL(/\/chat$/);
      await send(page, "Second");
      (await model.next()).answer("Two");
      await expectAnswers(page, 1);
      const b = new URL(page.url()).pathname;
      const link = (path: string) => page.getByRole("complementary").locator(`a[href="${path}"]`).first();

      await link(a).click();
      await expect(chatkit(page)).toContainText("One");
      await send(page, "Slowly");
      const slow = await model.next();
      slow.say("And so ");
      await link(b).click();
      await expect(page).toHaveURL(b);
      await link(a).click();
      await expect(page).toHaveURL(a);
      slow.answer("it ends.");
      await expect(page.getByText("And so it ends.").first()).toBeVisible();
      await expect(chatkit(page)).toBeVisible({ timeout: 20_000 });
      await link(b).click();
      await expect(page).toHaveURL(b);
      await expect(chatkit(page)).toContainText("Two");
      const posted = sends(page);
      await send(page, "Where am I?");
      (await model.next()).answer("In B");
      await expect(chatkit(page)).toContainText("In B");
      expect(posted.map(({ params }) => `/chat/${params.thread_id}`)).toEqual([b]);
    },
  );

  dictated(
    "goes on over a broken connection, and is not stopped by it",
    async ({ guest: page, model, context }) => {
      await page.goto("/chat");
      await expect(chatkit(page)).toBeVisible();
      const stops: string[] = [];
      page.on("request", (request) => request.url().endsWith("/stop") && stops.push(request.url()));
      await send(page, "Tell me");
      const answer = await model.next();
      answer.say("Once upon ");
      await expect(chatkit(page)).toContainText("Once upon");
      // Offline, Chromium fails what it is reading.
      await context.setOffline(true);
      await context.setOffline(false);
      answer.answer("a time.");
      await expect(chatkit(page)).toContainText("Once upon a time.");
      await expectAnswers(page, 1);
      expect(stops).toEqual([]);
    },
  );

  dictated("is stopped by Stop alone, which doesn't change the view", async ({ guest: page, model }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const stops: string[] = [];
    page.on("request", (request) => request.url().endsWith("/stop") && stops.push(request.url()));
    await send(page, "First");
    (await model.next()).answer("One");
    await expectAnswers(page, 1);
    expect(stops, "the end of a good answer aborts its signal too").toEqual([]);
    await send(page, "Slowly");
    const slow = await model.next();
    slow.say("And so ");
    await expect(chatkit(page)).toContainText("And so");
    await page.evaluate(() => {
      const stages: string[] = [];
      Object.assign(window, { stages });
      const layer = document.querySelector<HTMLElement>("[data-stage]");
      if (layer)
        new MutationObserver(() => stages.push(layer.dataset.stage ?? "")).observe(layer, {
          attributes: true,
        });
    });
    await chatkit(page).getByRole("button", { name: "Stop" }).click();
    await slow.hungUp;
    await expectAnswers(page, 2);
    expect(stops).toHaveLength(1);
    await expect(page.getByRole("complementary").getByLabel("answering")).toHaveCount(0);
    expect(await page.evaluate(() => Reflect.get(window, "stages"))).not.toContain("preparing");
  });

  dictated("that was stopped says so in both views after a reload", async ({ guest: page, model }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await send(page, "Slowly");
    const slow = await model.next();
    slow.say("And so ");
    await expect(chatkit(page)).toContainText("And so");
    await chatkit(page).getByRole("button", { name: "Stop" }).click();
    await slow.hungUp;
    await expectAnswers(page, 1);
    const release = await holdChatKit(page.context());
    await page.reload();
    await expect(page.getByRole("list", { name: "Messages" })).toContainText("The answer was stopped here.");
    release();
    await expect(chatkit(page)).toContainText("The answer was stopped here.");
  });

  dictated("is read out to screen readers", async ({ guest: page, model }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await send(page, "Tell me");
    (await model.next()).answer("The answer is forty-two.");
    await expect(page.locator("[data-stage] [role=status]")).toContainText("The answer is forty-two.");
  });
});
