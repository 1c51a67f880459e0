import type { BrowserContext, Locator, Page } from "@playwright/test";
import {
  alive,
  CDN,
  chatkit,
  expect,
  expectAnswers,
  holdChatKit,
  refusal,
  say,
  serveChatKit,
  setDouble,
  test,
} from "./fixtures.ts";
import { dictated } from "./models.ts";

// What must not happen while ChatKit takes the page over; see chat.spec.ts and navigation.spec.ts for what must.

const messages = (page: Page) => page.getByRole("list", { name: "Messages" });
const composer = (page: Page) => chatkit(page).getByRole("textbox");

/** Starts a conversation in the instant view, with ChatKit out of reach, and returns its path. */
async function converse(page: Page, context: BrowserContext, text: string): Promise<string> {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await say(page, text);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await context.unroute(CDN);
  await serveChatKit(context);
  return new URL(page.url()).pathname;
}

test("no key is lost, however the take-over falls into the typing", async ({ guest: page, context }) => {
  const path = await converse(page, context, "List tasks");
  await setDouble(page, { messageDelay: 80 });
  const text = Array.from({ length: 24 }, (_, n) => `word${n} `).join("");
  await page.goto(path, { waitUntil: "commit" });
  await page.getByRole("textbox", { name: "Message", exact: true }).focus();
  for (const word of text.match(/\S+ /g) ?? []) {
    await page.keyboard.type(word, { delay: 15 });
    // Pauses about as long as the one that the take-over waits for, each a little different.
    await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), 235 + (word.length % 3) * 12);
  }
  await expect(chatkit(page)).toBeVisible();
  await expect(composer(page)).toHaveValue(text);
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toHaveCount(0);
});

test("no key is lost that comes while the focus is on its way into the frame", async ({
  guest: page,
  context,
}) => {
  const path = await converse(page, context, "List tasks");
  await setDouble(page, { messageDelay: 500 });
  await page.goto(path, { waitUntil: "commit" });
  await page.getByRole("textbox", { name: "Message", exact: true }).focus();
  await page.keyboard.type("before ");
  await expect(chatkit(page)).toBeVisible();
  await page.keyboard.type("and just after the change", { delay: 40 });
  await expect(composer(page)).toHaveValue("before and just after the change");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type(", to the end");
  await expect(composer(page)).toHaveValue("before and just after the change, to the end");
});

test("nothing on the page moves through load, hydration, typing and take-over", async ({
  guest: page,
  context,
}) => {
  const path = await converse(page, context, "What can you do?");
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const address of [path, "/chat", "/tasks", "/settings"]) {
    await page.goto(address);
    if (address.startsWith("/chat")) {
      await page.getByRole("textbox").first().pressSequentially("a draft", { delay: 10 });
      await expect(chatkit(page)).toBeVisible();
      await expect(composer(page)).toHaveValue("a draft");
    }
    await alive(page);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
    expect(await page.evaluate(() => Reflect.get(window, "shifts")), address).toEqual([]);
  }
});

test("a very slow CDN keeps nobody waiting, and ChatKit then has what was said meanwhile", async ({
  guest: page,
  context,
}) => {
  const release = await holdChatKit(context);
  await page.goto("/chat");
  await say(page, "Add a task: paint the boat");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(messages(page)).toContainText(/added|paint the boat/i);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(page.locator("openai-chatkit")).toHaveCount(0);
  release();
  // ChatKit's copy is old by then, and it answers from that for some seconds.
  await expect(chatkit(page)).toBeVisible({ timeout: 20_000 });
  await expect(chatkit(page).locator('[data-type="user_message"]')).toHaveText([
    "Add a task: paint the boat",
  ]);
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveCount(1);
});

test("a frame that never comes leaves the instant view alone", async ({ guest: page }) => {
  await setDouble(page, { frameDelay: 1e9 });
  await page.goto("/chat");
  await expect(page.locator("openai-chatkit")).toBeAttached();
  await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
});

test("ChatKit whose part of the page can’t be fetched leaves the instant view alone", async ({
  guest: page,
  context,
}) => {
  await context.route(/\/assets\/chatkit-panel-/, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("chatkit-panel-"));
  await page.goto("/chat");
  await failed;
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
  await expect(page.locator("openai-chatkit")).toHaveCount(0);
});

test("a domain key that was refused isn't tried again on the next visit", async ({ page, app }) => {
  // Where ChatKit doesn't verify domains nothing is remembered; this name is no such place.
  const origin = app.url.replace("localhost", "chat.localhost");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/chatkit.js")) asked++;
  });
  await setDouble(page, { domain: "refused" });
  await page.goto(`${origin}/sign-in`);
  const refused = refusal(page);
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.waitForURL("**/chat");
  await refused;
  await expect(page.locator("openai-chatkit")).not.toBeAttached();
  expect(asked).toBe(1);
  await page.reload({ waitUntil: "networkidle" });
  await say(page, "List tasks");
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
  expect(asked).toBe(1);
});

test("a new conversation gets its address without a reload, in either view", async ({
  guest: page,
  context,
}) => {
  const mark = () => page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const isSame = () => page.evaluate(() => Reflect.get(window, "sameDocument"));
  await page.goto("/tasks");
  await page.getByRole("link", { name: "New chat" }).click();
  await expect(chatkit(page)).toBeVisible();
  await mark();
  await composer(page).fill("List tasks");
  await composer(page).press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  expect(await isSame()).toBe(true);
  await page.goBack();
  await expect(page, "the empty page is not on the way back").toHaveURL(/\/tasks$/);

  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  await mark();
  await say(page, "List tasks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  expect(await isSame()).toBe(true);
});

test("a new chat in ChatKit is one, also before the last one has got its place in the lists", async ({
  guest: page,
  context,
}) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await context.route(/\.data/, () => undefined);
  await composer(page).fill("Thanks");
  await composer(page).press("Enter");
  await expectAnswers(page, 1);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await context.unroute(/\.data/);
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(chatkit(page).getByRole("button", { name: "Create a task" })).toBeVisible();
  await expect(page).toHaveURL(/\/chat$/);
});

test("a conversation that began in ChatKit gets its title and its menu on the page around it", async ({
  guest: page,
}) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await composer(page).fill("Add a task: name the boat");
  await composer(page).press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page).toHaveTitle("Add a task: name the boat · Chat");
  await expect(page.getByRole("heading", { name: "Add a task: name the boat" })).toBeVisible();
  await expect(page.getByLabel("Conversation menu")).toBeVisible();
  await expect(chatkit(page), "ChatKit stays in charge").toBeVisible();
});

test("whoever clicks fast from one conversation to another ends in the last one", async ({
  guest: page,
  context,
}) => {
  const first = await converse(page, context, "List tasks");
  const second = await converse(page, context, "What can you do?");
  await page.goto(first);
  await expect(chatkit(page)).toBeVisible();
  const link = (path: string) => page.getByRole("complementary").locator(`a[href="${path}"]`).first();
  for (const path of [second, first, second, first, second]) await link(path).click({ noWaitAfter: true });
  await expect(page).toHaveURL(second);
  await expect(chatkit(page).locator('[data-type="user_message"]')).toHaveText(["What can you do?"]);
  await page.goBack();
  await expect(page).toHaveURL(first);
  await expect(chatkit(page).locator('[data-type="user_message"]')).toHaveText(["List tasks"]);
});

const clicks: Record<string, Parameters<Locator["click"]>[0]> = {
  "the middle button": { button: "middle" },
  Control: { modifiers: ["ControlOrMeta"] },
};
for (const [how, click] of Object.entries(clicks)) {
  test(`a link of the sidebar opens in a tab of its own with ${how}`, async ({ guest: page, context }) => {
    const path = await converse(page, context, "List tasks");
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("complementary").locator(`a[href="${path}"]`).first().click(click),
    ]);
    await tab.bringToFront();
    await expect(tab.getByRole("list", { name: "Messages" })).toContainText("List tasks");
    // The double is given to tabs that the test knows; this one may have asked before it did.
    await tab.reload();
    await expect(chatkit(tab)).toBeVisible({ timeout: 20_000 });
    await expect(chatkit(tab).locator('[data-type="user_message"]')).toHaveText(["List tasks"]);
    await composer(tab).fill("What can you do?");
    await composer(tab).press("Enter");
    await expect(chatkit(tab).locator('[data-type="assistant_message"]')).toHaveCount(2);
    expect(new URL(page.url()).pathname).toBe("/chat");
  });
}

test("earlier messages are one click away from ChatKit, and the newest are one click back", async ({
  guest: page,
  context,
}) => {
  test.slow();
  const path = await converse(page, context, "What is number 0?");
  const id = path.split("/").at(-1) ?? "";
  const secret = await page.evaluate(async () => {
    const response = await fetch("/api/chatkit/session", { method: "POST" });
    return (await response.json()).client_secret;
  });
  for (let n = 1; n <= 21; n++) {
    const response = await page.request.post("/api/chatkit/messages", {
      headers: { authorization: `Bearer ${secret}` },
      data: { thread_id: id, text: `What is number ${n}?` },
    });
    expect(response.ok()).toBe(true);
  }
  await page.goto(path);
  const said = chatkit(page).locator('[data-type="user_message"]');
  await expect(said.last()).toHaveText("What is number 21?");
  await expect(said.first()).toHaveText("What is number 2?");
  await page.locator("main > header").getByRole("link", { name: "Earlier messages" }).click();
  await expect(page).toHaveURL(/\?before=/);
  await expect(messages(page)).toContainText("What is number 0?");
  await expect(chatkit(page)).toHaveCount(0);
  await expect(page.locator("main > header").getByRole("link", { name: "Earlier messages" })).toHaveCount(0);
  await page.goBack();
  await expect(said.last()).toHaveText("What is number 21?");
});

dictated(
  "an answer that began before ChatKit was there ends where it began",
  async ({ guest: page, context, model }) => {
    const release = await holdChatKit(context);
    await page.goto("/chat");
    await say(page, "Tell me a story");
    const dictation = await model.next();
    dictation.say("Once upon a time ");
    await expect(messages(page)).toContainText("Once upon a time");
    release();
    await expect(page.locator("openai-chatkit")).toBeAttached();
    dictation.say("there was a cat.");
    await expect(messages(page)).toContainText("there was a cat.");
    await expect(chatkit(page)).toHaveCount(0);
    dictation.finish();
    await expect(chatkit(page).locator('[data-type="assistant_message"]')).toHaveText(
      "Once upon a time there was a cat.",
    );
  },
);
