import { composer, notice, pathOfConversation, send } from "./chatkit-view.ts";
import { chatkit, expect, test } from "./fixtures.ts";

// Words that ChatKit couldn't send: each case failed against the real client before.

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

  for (const when of ["after", "before"]) {
    test(`wait in their conversation when they are refused ${when} ChatKit has followed the user elsewhere`, async ({
      guest: page,
      context,
    }) => {
      const path = await pathOfConversation(page, "Thanks");
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
      // ChatKit follows a moment after the address.
      if (when === "after") await expect(chatkit(page)).not.toContainText("Thanks");
      held.resolve();
      await expect(notice(page)).toContainText("What you wrote is kept.");
      await expect(composer(page)).toHaveValue("");
      await notice(page).getByRole("link", { name: "Open its conversation" }).click();
      await expect(page).toHaveURL(path);
      await expect(composer(page)).toHaveValue("My words");
    });
  }

  test("come back with their files, which are sent the next time", async ({ guest: page, context }) => {
    await page.goto("/chat");
    await expect(chatkit(page)).toBeVisible();
    const files = chatkit(page).getByRole("list", { name: "Files in ChatKit" });
    const buffer = Buffer.from("- Milk");
    await chatkit(page)
      .getByLabel("ChatKit files")
      .setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer });
    await expect(files).toHaveText("list.txt");
    await context.route("**/api/chatkit", (route) =>
      route.fulfill({ status: 429, json: { message: "Wait." } }),
    );
    await send(page, "Keep this");
    await expect(notice(page)).toContainText("Wait.");
    await expect(composer(page)).toHaveValue("Keep this");
    await expect(files).toHaveText("list.txt");
    await context.unroute("**/api/chatkit");
    const sent = page.waitForRequest((request) => request.postData()?.includes("threads.create") ?? false);
    await composer(page).press("Enter");
    expect((await sent).postDataJSON().params.input.attachments).toEqual([expect.stringMatching(/^atc_/)]);
    await expect(chatkit(page)).toContainText("list.txt");
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
