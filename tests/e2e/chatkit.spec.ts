import type { Page, Route } from "@playwright/test";
import { composer, send } from "./chatkit-view.ts";
import { alive, CDN, chatkit, expect, expectAnswers, setDouble, test } from "./fixtures.ts";

// What ChatKit is configured to do in this app: tags, commands, choices, links.

async function open(page: Page): Promise<void> {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
}

/** Answers the next message in the server's place, with an answer that holds these items. */
async function answerWith(page: Page, items: (threadId: string) => object[]): Promise<void> {
  let isAnswered = false;
  const answer = async (route: Route) => {
    const body: { type: string; params: { thread_id?: string; input?: object } } = route
      .request()
      .postDataJSON();
    if (isAnswered || body.type !== "threads.add_user_message") return route.fallback();
    isAnswered = true;
    const at = new Date().toISOString();
    const question = { id: "msg_question", type: "user_message", attachments: [], ...body.params.input };
    const events = [question, ...items(body.params.thread_id ?? "")].map((item, n) => ({
      type: "thread.item.done",
      item: { id: `itm_${n}`, thread_id: body.params.thread_id, created_at: at, ...item },
    }));
    return route.fulfill({
      contentType: "text/event-stream",
      body: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""),
    });
  };
  await page.route("**/api/chatkit", answer);
}

/** A conversation in ChatKit, with one task and an answer that has ended. */
async function converse(page: Page): Promise<void> {
  await open(page);
  await send(page, "Add a task: paint the boat tomorrow");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(chatkit(page).locator('[data-type="assistant_message"]')).toContainText(/paint the boat/i);
  await expectAnswers(page, 1);
}

test("a task is named with @, previewed at its tag, and leads to the tasks", async ({ guest: page }) => {
  await converse(page);
  await composer(page).pressSequentially("When is @paint");
  await chatkit(page).getByRole("option", { name: "Paint the boat", exact: true }).click();
  await expect(composer(page)).toHaveValue("When is @Paint the boat ");
  await composer(page).press("Enter");
  const tag = chatkit(page).getByRole("button", { name: "@Paint the boat" });
  await expectAnswers(page, 2);
  await tag.hover();
  const preview = chatkit(page).getByLabel("Preview").first();
  await expect(preview).toContainText("Due tomorrow");
  await expect(preview).toContainText("To do");
  await page.reload();
  await expect(chatkit(page)).toBeVisible();
  await tag.click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test("a conversation is named with @, and its tag leads to it", async ({ guest: page }) => {
  await converse(page);
  const first = page.url();
  await page.getByRole("link", { name: "New chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(chatkit(page).locator("[data-type]")).toHaveCount(0);
  await composer(page).pressSequentially("What was @");
  await chatkit(page).locator('[role="option"][data-group="Conversations"]').first().click();
  await composer(page).press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  expect(page.url()).not.toBe(first);
  await chatkit(page).locator("[data-tag]").click();
  await expect(page).toHaveURL(first);
  await expect(chatkit(page).locator('[data-type="user_message"]')).toContainText("paint the boat");
});

test("commands under / send, begin a message, mention a task and open pages", async ({ guest: page }) => {
  // Builds of the client since then know commands.
  await setDouble(page, { unknownOptions: [] });
  await converse(page);
  const option = (name: string) => chatkit(page).getByRole("option", { name });
  await composer(page).pressSequentially("/cre");
  await option("Create a task").click();
  await expect(composer(page)).toHaveValue("Create a task: ");
  await composer(page).fill("");
  await composer(page).pressSequentially("/list");
  await option("List tasks").click();
  await expect(chatkit(page).locator('[data-type="user_message"]').nth(1)).toHaveText("List tasks");
  await expect(chatkit(page).locator('[data-type="assistant_message"]').nth(1)).toContainText(
    "Paint the boat",
  );
  await composer(page).pressSequentially("/mention");
  await option("Mention a task").click();
  await option("Paint the boat").click();
  await expect(composer(page)).toHaveValue("@Paint the boat ");
  await composer(page).fill("");
  await composer(page).pressSequentially("/");
  await option("Open tasks").click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test("links and buttons of an answer lead to pages of the app, and nowhere else", async ({ guest: page }) => {
  await converse(page);
  const conversation = page.url();
  // A conversation that was begun in ChatKit is loaded once more, without what is made up here.
  await page.reload();
  await expectAnswers(page, 1);
  const click = { type: "navigate", handler: "client", payload: { to: "history", q: "boat" } };
  await answerWith(page, () => [
    {
      type: "assistant_message",
      content: [
        {
          type: "output_text",
          text: "[Nowhere](chatkit-link://evil.test) [Settings](chatkit-link://settings)",
          annotations: [],
        },
      ],
    },
    {
      type: "widget",
      widget: {
        type: "Card",
        children: [{ type: "Button", label: "Look for it", onClickAction: click }],
      },
    },
  ]);
  await send(page, "Where?");
  await chatkit(page).getByRole("button", { name: "Nowhere" }).click();
  await chatkit(page).getByRole("button", { name: "Look for it" }).click();
  await expect(page).toHaveURL(/\/history\?q=boat$/);
  await page.goto(conversation);
  await expect(chatkit(page)).toBeVisible();
  await answerWith(page, () => [
    {
      type: "assistant_message",
      content: [{ type: "output_text", text: "[Settings](chatkit-link://settings)", annotations: [] }],
    },
  ]);
  await send(page, "Where else?");
  await chatkit(page).getByRole("button", { name: "Settings" }).click();
  await expect(page).toHaveURL(/\/settings$/);
});

test("questions of the assistant are answered one by one before anything else is sent", async ({
  guest: page,
}) => {
  await converse(page);
  await answerWith(page, () => [
    {
      type: "structured_input",
      status: "pending",
      inputs: [
        { type: "multiple_choice", id: "colour", question: "Which colour?", options: [{ value: "Blue" }] },
        { type: "freeform", id: "name", question: "Which name?" },
      ],
    },
  ]);
  await send(page, "Paint it");
  const panel = chatkit(page).getByLabel("Questions");
  await expect(panel).toContainText("Which colour? 1 of 2");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/chatkit")) sent.push(request.postData() ?? "");
  });
  await expect(composer(page), "the questions replace the composer").toHaveCount(0);
  await panel.getByRole("button", { name: "Blue" }).click();
  await panel.getByLabel("Your answer").fill("Seagull");
  await panel.getByRole("button", { name: "Next" }).click();
  await expect(panel).toHaveCount(0);
  await expect.poll(() => sent.length).toBe(1);
  expect(JSON.parse(sent[0] ?? "")).toMatchObject({
    type: "threads.add_structured_input",
    params: {
      item_id: "itm_1",
      input: {
        status: "answered",
        answers: {
          colour: { values: ["Blue"], skipped: false },
          name: { values: ["Seagull"], skipped: false },
        },
      },
    },
  });
});

test("an answer is rated and asked for again", async ({ guest: page, context }) => {
  await converse(page);
  const answers = chatkit(page).locator('[data-type="assistant_message"]');
  const id = await answers.getAttribute("id");
  const actions = chatkit(page).getByRole("group", { name: "Actions" });
  await actions.getByRole("button", { name: "Try again" }).click();
  await expect(chatkit(page).locator(`[id="${id}"]`)).toHaveCount(0);
  await expect(answers).toHaveCount(1);
  const saved = page.waitForResponse((one) => one.request().postData()?.includes("items.feedback") ?? false);
  await actions.getByRole("button", { name: "Good response" }).click();
  expect((await saved).ok()).toBe(true);
  await context.route(CDN, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("button", { name: "Good answer" })).toHaveAttribute("aria-pressed", "true");
});

test("what the assistant does to tasks is seen at once in a list of them in another tab", async ({
  guest: page,
  context,
}) => {
  const list = await context.newPage();
  await list.goto("/tasks?view=all");
  await expect(list.getByText("Nothing to do.")).toBeVisible();
  // It listens once its script runs.
  await alive(list);
  await list.evaluate(() => Object.assign(window, { sameDocument: true }));
  await converse(page);
  await expect(list.getByRole("main")).toContainText("Paint the boat");
  expect(await list.evaluate(() => Reflect.get(window, "sameDocument"))).toBe(true);
});

test("both views greet by name", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Email").fill(`ann-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL("**/chat");
  const greeting = "Hello Ann, what is on your mind?";
  expect(await (await page.request.get("/chat")).text()).toContain(greeting);
  await expect(chatkit(page).getByRole("heading", { name: greeting })).toBeVisible();
});

test("both views say that the assistant can err, and speak the page's language", async ({ guest: page }) => {
  const html = await (await page.request.get("/chat")).text();
  expect(html).toContain("The assistant can make mistakes.");
  await open(page);
  await expect(chatkit(page)).toContainText("The assistant can make mistakes.");
  await expect(chatkit(page).locator(".frame")).toHaveAttribute("lang", "en");
});
