import { composer, pathOfConversation } from "./chatkit-view.ts";
import { alive, chatkit, expect, holdChatKit, test } from "./fixtures.ts";
import { rows } from "./sidebar.ts";

// The take-over waits for the user: each case failed against the real client before.

test.describe("the take-over waits", () => {
  test("while text is selected, and happens afterwards", async ({ guest: page }) => {
    const path = await pathOfConversation(page, "What can you do?");
    await page.goto(path);
    await alive(page);
    await page.evaluate(() => {
      const answer = document.querySelector(".prose p");
      if (answer) document.getSelection()?.selectAllChildren(answer);
    });
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => document.getSelection()?.removeAllRanges());
    await expect(chatkit(page)).toBeVisible();
  });

  test("while the caret is inside of the draft", async ({ guest: page }) => {
    await page.goto("/chat");
    const input = page.getByRole("textbox", { name: "Message", exact: true });
    await input.fill("a draft");
    await input.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(1, 1));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await page.keyboard.type("n old");
    await expect(input).toHaveValue("an old draft");
    await input.press("End");
    await expect(chatkit(page)).toBeVisible();
    await expect(composer(page)).toHaveValue("an old draft");
  });

  test("while a menu is open", async ({ guest: page }) => {
    const path = await pathOfConversation(page, "What can you do?");
    await page.goto(path);
    await alive(page);
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.keyboard.press("Escape");
    await expect(chatkit(page)).toBeVisible();
  });

  test("while an input method composes, also from before the page was alive", async ({ guest: page }) => {
    const { promise: composing, resolve: begin } = Promise.withResolvers<void>();
    await page.route("**/assets/*.js", async (route) => {
      await composing;
      await route.continue();
    });
    await page.goto("/chat", { waitUntil: "commit" });
    const input = page.getByRole("textbox", { name: "Message", exact: true });
    await input.focus();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    begin();
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await keyboard.send("Input.insertText", { text: "日本" });
    await expect(chatkit(page)).toBeVisible();
    await expect(composer(page)).toHaveValue("日本");
  });

  test("but not for a composition whose field went away without an end", async ({ guest: page }) => {
    const path = await pathOfConversation(page, "What can you do?");
    const release = await holdChatKit(page.context());
    await page.goto(path);
    await alive(page);
    await page.evaluate(() => {
      const field = document.createElement("input");
      document.body.append(field);
      field.focus();
      field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      field.remove();
    });
    release();
    await expect(chatkit(page)).toBeVisible();
  });

  test("but not for the card about a conversation, which the pointer rests on", async ({ guest: page }) => {
    await pathOfConversation(page, "What can you do?");
    const path = await pathOfConversation(page, "List tasks");
    const release = await holdChatKit(page.context());
    await page.goto(path);
    await alive(page);
    await rows(page).filter({ hasText: "What can you do" }).hover();
    await expect(page.getByRole("tooltip")).toBeVisible();
    release();
    await expect(chatkit(page)).toBeVisible();
  });

  test("and shows no empty answers while it fades", async ({ guest: page }) => {
    const path = await pathOfConversation(page, "What can you do?");
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const view = document.querySelector<HTMLElement>(".instant-view");
        if (view && getComputedStyle(view).visibility === "visible")
          seen.push(view.querySelector(".prose")?.textContent ?? "");
        requestAnimationFrame(look);
      };
      addEventListener("load", look);
    });
    await page.goto(path);
    await expect(chatkit(page)).toBeVisible();
    await expect(page.locator("openai-chatkit .frame[data-painted]")).toBeAttached();
    const seen: string[] = await page.evaluate(() => Reflect.get(window, "seen"));
    expect(seen.filter((text) => text === "")).toEqual([]);
  });
});
