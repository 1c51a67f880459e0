import { composer, pathOfConversation } from "./chatkit-view.ts";
import { alive, chatkit, expect, holdChatKit, say, setDouble, test } from "./fixtures.ts";
import { messages } from "./instant-view.ts";
import { dictated } from "./models.ts";

// What must not happen while ChatKit takes the page over; see chat.spec.ts and navigation.spec.ts for what must.

test("no key is lost, however the take-over falls into the typing", async ({ guest: page }) => {
  const path = await pathOfConversation(page, "List tasks");
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

test("no key is lost that comes while the focus is on its way into the frame", async ({ guest: page }) => {
  const path = await pathOfConversation(page, "List tasks");
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

test("nothing on the page moves through load, hydration, typing and take-over", async ({ guest: page }) => {
  const path = await pathOfConversation(page, "What can you do?");
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

test("earlier messages are one click away from ChatKit, and the newest are one click back", async ({
  guest: page,
}) => {
  test.slow();
  const path = await pathOfConversation(page, "What is number 0?");
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
