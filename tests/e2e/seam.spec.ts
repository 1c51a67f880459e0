import type { Page } from "@playwright/test";
import { dictated } from "./models.ts";
import {
  alive,
  CDN,
  chatkit,
  expect,
  expectAnswers,
  holdChatKit,
  say,
  serveChatKit,
  setDouble,
  test,
} from "./fixtures.ts";

// Where the two views meet: each case failed against the real client before.

const composer = (page: Page) => chatkit(page).getByRole("textbox", { name: "ChatKit message" });
const notice = (page: Page) => page.locator("[data-stage] [role=alert]");

async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Starts a conversation in the instant view, with ChatKit out of reach, and returns its path. */
async function converse(page: Page, text: string): Promise<string> {
  await page.context().route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await say(page, text);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await page.context().unroute(CDN);
  await serveChatKit(page.context());
  return new URL(page.url()).pathname;
}

const sends = (page: Page) => {
  const posted: { type: string; params: { thread_id?: string } }[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/chatkit"))
      posted.push(request.postDataJSON());
  });
  return posted;
};

test.describe("options", () => {
  test("that this build doesn't know cost ChatKit nothing, and aren't passed to it again", async ({
    guest: page,
  }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const build = () => page.evaluate(() => JSON.parse(localStorage.getItem("chatkit-options") ?? "{}"));
    await expect.poll(build).toEqual({
      frame: "/deployments/chatkit/index-2026-06.html",
      refused: [],
      refusesNewer: true,
    });
    await setDouble(page, { build: "2026-07", unknownOptions: [] });
    await page.reload();
    await expect(chatkit(page)).toBeVisible();
    await expect.poll(async () => (await build()).refusesNewer, "a newer build is asked again").toBe(false);
  });

  test("that kill the element are left out of the next one, which comes at once", async ({ guest: page }) => {
    await setDouble(page, { unknownOptions: ["commands", "widgets", "frameTitle"] });
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await send(page, "Thanks");
    await expect(chatkit(page)).toContainText("welcome");
  });
});

test.describe("signs of life", () => {
  test("are wanted of a new chat too: a dead frame leaves the instant view in charge", async ({
    guest: page,
  }) => {
    await setDouble(page, { frame: "dead" });
    await page.goto("/chat");
    await expect(page.locator("openai-chatkit")).toBeAttached();
    await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
    await say(page, "List tasks");
    await expect(page.getByRole("list", { name: "Messages" }).getByRole("listitem")).toHaveCount(2);
  });

  test("are asked for again when the network comes back", async ({ guest: page }) => {
    await setDouble(page, { frame: "dead" });
    await page.goto("/chat");
    await expect(page.locator("openai-chatkit")).toBeAttached();
    await expect(page.locator("openai-chatkit")).not.toBeAttached({ timeout: 20_000 });
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.locator("openai-chatkit")).toBeAttached();
  });

  test("of a domain that couldn't be verified are wanted again on the next visit", async ({
    guest: page,
  }) => {
    await setDouble(page, { domain: "unreachable" });
    // The element is gone within a blink: what the page says of it stays.
    const said = page.waitForEvent("console", (message) => message.text().startsWith("ChatKit reported"));
    await page.goto("/chat");
    await said;
    await expect(page.locator("openai-chatkit")).not.toBeAttached();
    await setDouble(page, { domain: "accepted" });
    await page.reload();
    await expect(chatkit(page)).toBeVisible();
  });
});

test.describe("words that can't be sent in ChatKit", () => {
  for (const [status, reason] of [
    [404, "There is no such conversation."],
    [409, "This conversation is still answering."],
    [413, "The message is too long."],
    [429, "Too many messages. Wait a minute."],
  ] as const) {
    test(`come back with the reason after a ${status}`, async ({ guest: page, context }) => {
      await page.goto("/chat");
      await expect(chatkit(page)).toBeVisible();
      await context.route("**/api/chatkit", (route) => route.fulfill({ status, json: { message: reason } }));
      await send(page, " My words \n");
      await expect(notice(page)).toContainText(reason);
      await expect(composer(page)).toHaveValue(" My words \n");
      await context.unroute("**/api/chatkit");
      await composer(page).fill("Thanks");
      await composer(page).press("Enter");
      await expect(chatkit(page)).toContainText("welcome");
      await expect(notice(page)).toHaveCount(0);
    });
  }

  test("come back after failures of the server, which is tried a few times first", async ({
    guest: page,
    context,
  }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    let tries = 0;
    const keys = new Set<string | undefined>();
    await context.route("**/api/chatkit", (route) => {
      tries += 1;
      keys.add(route.request().headers()["idempotency-key"]);
      return route.fulfill({ status: 503, json: {} });
    });
    await send(page, "Not to be lost");
    await expect(notice(page)).toContainText("The server can’t be reached");
    await expect(composer(page)).toHaveValue("Not to be lost");
    expect([tries, keys.size]).toEqual([4, 1]);
  });

  test("come back when the network is gone", async ({ guest: page, context }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await context.route("**/api/chatkit", (route) => route.abort());
    await send(page, "Not to be lost");
    await expect(composer(page)).toHaveValue("Not to be lost", { timeout: 30_000 });
  });

  test("come back when the stream begins with an error", async ({ guest: page, context }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const event = {
      type: "error",
      code: "custom",
      message: "This conversation is closed.",
      allow_retry: true,
    };
    await context.route("**/api/chatkit", (route) =>
      route.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify(event)}\n\n` }),
    );
    await send(page, "Not to be lost");
    await expect(notice(page)).toContainText("This conversation is closed.");
    await expect(composer(page)).toHaveValue("Not to be lost");
  });

  test("wait in their conversation when the user has gone elsewhere meanwhile", async ({
    guest: page,
    context,
  }) => {
    const path = await converse(page, "Thanks");
    await page.goto(path);
    await expect(chatkit(page)).toContainText("Thanks");
    const held = Promise.withResolvers<void>();
    await context.route("**/api/chatkit", async (route) => {
      await held.promise;
      await route.fulfill({ status: 409, json: { message: "Not now." } });
    });
    await send(page, "My words");
    await page.getByRole("link", { name: "New chat" }).first().click();
    await expect(page).toHaveURL(/\/chat$/);
    held.resolve();
    await expect(notice(page)).toContainText("What you wrote is kept.");
    await expect(composer(page)).toHaveValue("");
    await notice(page).getByRole("link", { name: "Open its conversation" }).click();
    await expect(page).toHaveURL(path);
    await expect(composer(page)).toHaveValue("My words");
  });

  test("come back after a sign-out elsewhere, with the way to sign in", async ({ guest: page, context }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    await context.route(/\/api\/(chatkit|auth\/token)/, (route) =>
      route.fulfill({ status: 401, json: { message: "The session has ended." } }),
    );
    await send(page, "Not to be lost");
    await expect(notice(page).getByRole("link", { name: "Sign in again" })).toBeVisible();
    await expect(composer(page)).toHaveValue("Not to be lost");
  });
});

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

test("a draft in ChatKit survives the tasks and back", async ({ guest: page }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await composer(page).fill("half a thought");
  await page.getByRole("link", { name: "Tasks" }).first().click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.locator("openai-chatkit")).toBeHidden();
  await page.goBack();
  await expect(composer(page)).toHaveValue("half a thought");
});

test("what another tab sends is in ChatKit at once", async ({ guest: page, context }) => {
  const path = await converse(page, "Thanks");
  await page.goto(path);
  await expect(chatkit(page)).toContainText("Thanks");
  const other = await context.newPage();
  await setDouble(other, { frameDelay: 1e9 });
  await other.goto(path);
  await alive(other);
  await say(other, "What can you do?");
  await expect(other.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(chatkit(page)).toContainText("What can you do?", { timeout: 15_000 });
});

test.describe("the take-over waits", () => {
  test("while text is selected, and happens afterwards", async ({ guest: page }) => {
    const path = await converse(page, "What can you do?");
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
    const path = await converse(page, "What can you do?");
    await page.goto(path);
    await alive(page);
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.keyboard.press("Escape");
    await expect(chatkit(page)).toBeVisible();
  });

  test("while an input method composes", async ({ guest: page }) => {
    await page.goto("/chat");
    const input = page.getByRole("textbox", { name: "Message", exact: true });
    await input.focus();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
    await expect(page.locator('[data-stage="beneath"]')).toBeAttached();
    await keyboard.send("Input.insertText", { text: "日本" });
    await expect(chatkit(page)).toBeVisible();
    await expect(composer(page)).toHaveValue("日本");
  });

  test("and shows no empty answers while it fades", async ({ guest: page }) => {
    const path = await converse(page, "What can you do?");
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
