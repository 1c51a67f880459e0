import { problemsOf } from "./accessible.ts";
import type { Page } from "@playwright/test";
import { test as withModel } from "./answers.ts";
import { alive, chatkit, expect } from "./fixtures.ts";
import { ask, item, messages, openInstantView, sendButton } from "./instant-view.ts";

// Answers tried again, messages edited, and the ways between their versions.

const test = withModel.extend<{ axe: () => Promise<void> }>({
  axe: async ({ page }, use) => {
    await use(async () => expect(await problemsOf(page)).toEqual([]));
  },
});

const answer = (page: Page) => item(page, "assistant_message");
/** The words of the answers. */
const answers = (page: Page) => answer(page).locator(".prose");
const version = (page: Page) => page.locator("form[data-versions-of]");
const previous = (page: Page) => page.getByRole("button", { name: "Previous version" });
const next = (page: Page) => page.getByRole("button", { name: "Next version" });

/** The texts that the model was given in its last request. */
const given = (requests: { body: unknown }[]) => JSON.stringify(requests.at(-1)?.body);

async function tryAgain(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Try again" }).last().click();
  await expect(answers(page).last()).toHaveText(words);
  await expect(sendButton(page)).toBeVisible();
}

test.describe("in the instant view", () => {
  test.beforeEach(({ guest: page }) => openInstantView(page));

  test("an answer that was tried again twice has three versions, and the model reads the shown one", async ({
    guest: page,
    model,
    axe,
  }) => {
    model.script({ says: "Rome." }, { says: "Paris." }, { says: "Oslo." }, { says: "Because of the food." });
    await ask(page, "Which city?");
    await expect(version(page)).toHaveCount(0);
    await tryAgain(page, "Paris.");
    await tryAgain(page, "Oslo.");
    await expect(version(page)).toContainText("3/3");
    await expect(version(page)).toContainText("Version 3 of 3");
    await expect(next(page)).toBeDisabled();
    await axe();
    await page.screenshot({ path: test.info().outputPath("three-versions.png") });

    await page.evaluate(() => {
      const view = document.querySelector(".conversation");
      Object.assign(window, { isSameView: () => view?.isConnected });
    });
    const searches: string[] = [];
    page.on("request", (request) => searches.push(new URL(request.url()).search));
    await previous(page).click();
    await expect(answers(page)).toHaveText(["Paris."]);
    await expect(previous(page)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(answers(page)).toHaveText(["Rome."]);
    await expect(version(page)).toContainText("1/3");
    await expect(next(page)).toBeFocused();
    expect(await page.evaluate("isSameView()")).toBe(true);
    // Nor is the page asked for once more, around the message.
    expect(searches.filter((search) => search.includes("at="))).toEqual([]);

    await ask(page, "Why?");
    expect(given(model.requests)).toContain("Rome.");
    expect(given(model.requests)).not.toContain("Oslo.");
    await next(page).click();
    await expect(answers(page)).toHaveText(["Paris."]);
    await expect(item(page, "user_message")).toHaveCount(1);
    await page.reload();
    await expect(answers(page)).toHaveText(["Paris."]);
    await previous(page).click();
    await expect(answers(page)).toHaveText(["Rome.", "Because of the food."]);
  });

  test("an edit keeps the message before it, with its answer", async ({ guest: page, model }) => {
    model.script({ says: "Rome." }, { says: "Big." }, { says: "Old." });
    await ask(page, "Which city?");
    await ask(page, "How big is it?");
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("textbox", { name: "Your message" }).fill("How old is it?");
    await page.keyboard.press("Enter");
    await expect(answers(page)).toHaveText(["Rome.", "Old."]);
    await expect(sendButton(page)).toBeVisible();
    expect(given(model.requests)).not.toContain("How big");
    await expect(item(page, "user_message").last().locator(version(page))).toContainText("2/2");
    await page.screenshot({ path: test.info().outputPath("edited.png") });
    await previous(page).click();
    await expect(answers(page)).toHaveText(["Rome.", "Big."]);
    await expect(item(page, "user_message").last()).toContainText("How big is it?");
    await expect(next(page)).toBeFocused();
  });

  test("what was tried again in vain is still there", async ({ guest: page, model }) => {
    model.script({ says: "Rome." }, { status: 400, message: "no" });
    await ask(page, "Which city?");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(version(page)).toContainText("2/2");
    await previous(page).click();
    await expect(answers(page)).toHaveText(["Rome."]);
    await expect(version(page)).toHaveCount(0);
  });

  test("a link to a message of another version says so, and leads there", async ({
    guest: page,
    model,
    axe,
  }) => {
    model.script({ says: "Rome." }, { says: "Paris." });
    await ask(page, "Which city?");
    const id = await answer(page).getAttribute("id");
    await tryAgain(page, "Paris.");
    await page.goto(`${new URL(page.url()).pathname}?at=${id}#${id}`);
    const notice = page.getByText("This message is in another version of the conversation.");
    await expect(notice).toBeVisible();
    await expect(answers(page)).toHaveText(["Paris."]);
    await alive(page);
    await axe();
    await page.screenshot({ path: test.info().outputPath("elsewhere.png") });
    await page.getByRole("button", { name: "Show that version" }).click();
    await expect(answers(page)).toHaveText(["Rome."]);
    await expect(notice).toHaveCount(0);
    await expect(page.locator("[data-target]")).toHaveAttribute("id", id ?? "");
  });

  test("a conversation is continued in a new one, up to an answer", async ({ guest: page, model }) => {
    model.script({ says: "Rome." }, { says: "Big." }, { says: "Very." });
    await ask(page, "Which city?");
    await ask(page, "How big is it?");
    const before = page.url();
    await answer(page).first().hover();
    await page.getByRole("button", { name: "Continue from here" }).first().click();
    await expect(answers(page)).toHaveText(["Rome."]);
    expect(page.url()).not.toBe(before);
    await expect(page.getByRole("heading", { name: "Which city (continued)" })).toBeVisible();
    await ask(page, "Is it big?");
    expect(given(model.requests)).toContain("Rome.");
    await page.goto(before);
    await expect(answers(page)).toHaveText(["Rome.", "Big."]);
  });

  test("a phone shows the versions beside the other actions", async ({ guest: page, model, axe }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    model.script({ says: "Rome." }, { says: "Paris." }, { says: "Oslo." });
    await ask(page, "Which city?");
    await tryAgain(page, "Paris.");
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("textbox", { name: "Your message" }).fill("Which city is best?");
    await page.getByRole("button", { name: "Send" }).first().click();
    await expect(answers(page)).toHaveText(["Oslo."]);
    await expect(sendButton(page)).toBeVisible();
    await expect(version(page)).toContainText("2/2");
    await previous(page).click();
    await expect(version(page)).toHaveCount(2);
    await axe();
    await page.screenshot({ path: test.info().outputPath("phone.png") });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test("ChatKit shows the version that was chosen in the instant view", async ({ guest: page, model }) => {
  model.script({ says: "Rome." }, { says: "Paris." }, { says: "Because." });
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").fill("Which city?");
  await page.keyboard.press("Enter");
  await expect(chatkit(page)).toContainText("Rome.");
  await chatkit(page).getByRole("button", { name: "Try again" }).click();
  await expect(chatkit(page)).toContainText("Paris.");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("link", { name: "Edit, link or retry messages" }).click();
  await expect(version(page)).toContainText("2/2");
  await previous(page).click();
  await expect(messages(page)).toContainText("Rome.");
  await expect(version(page)).toContainText("1/2");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("link", { name: "Back to the newest messages" }).click();
  await expect(chatkit(page)).toContainText("Rome.", { timeout: 15_000 });
  await expect(chatkit(page)).not.toContainText("Paris.");
  await chatkit(page).getByRole("textbox").fill("Why?");
  await page.keyboard.press("Enter");
  await expect(chatkit(page)).toContainText("Because.");
  expect(given(model.requests)).toContain("Rome.");
  expect(given(model.requests)).not.toContain("Paris.");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("versions are shown, an address leads to one, and a conversation is continued", async ({
    guest: page,
    model,
  }) => {
    model.script({ says: "Rome." }, { says: "Paris." });
    await page.getByRole("textbox", { name: "Message" }).fill("Which city?");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(answers(page)).toHaveText(["Rome."]);
    const path = new URL(page.url()).pathname;
    const question = await item(page, "user_message").getAttribute("id");
    const first = await answer(page).getAttribute("id");
    await retryByApi(page, path, question ?? "");
    await page.reload();
    await expect(answers(page)).toHaveText(["Paris."]);
    await expect(version(page)).toContainText("2/2");
    await page.screenshot({ path: test.info().outputPath("no-script.png") });
    await previous(page).click();
    await expect(answers(page)).toHaveText(["Rome."]);
    expect(page.url()).toMatch(new RegExp(`${path}#${first}$`));
    await next(page).click();
    await expect(answers(page)).toHaveText(["Paris."]);
    await page.goto(`${path}?at=${first}`);
    await page.getByRole("button", { name: "Show that version" }).click();
    await expect(answers(page)).toHaveText(["Rome."]);
    await page.getByRole("button", { name: "Continue from here" }).click();
    await expect(page.getByRole("heading", { name: "Which city (continued)" })).toBeVisible();
    await expect(answers(page)).toHaveText(["Rome."]);
  });
});

/** A retry of another client of the user's. */
async function retryByApi(page: Page, path: string, item_id: string): Promise<void> {
  const origin = new URL(page.url()).origin;
  const made = await page.request.post("/api/chatkit/session", { headers: { origin }, data: {} });
  const { client_secret } = await made.json();
  const params = { thread_id: path.split("/").at(-1), item_id };
  const response = await page.request.post("/api/chatkit", {
    headers: { authorization: `Bearer ${client_secret}`, accept: "text/event-stream" },
    data: { type: "threads.retry_after_item", params },
  });
  expect(await response.text()).toContain("thread.item.done");
}
