import type { Locator } from "@playwright/test";
import { chips, isDrawn, openWithFiles, picker, picture, sendFiles, sentFiles, text } from "./attachments.ts";
import { alive, expect, test } from "./fixtures.ts";
import { input, item, sendButton } from "./instant-view.ts";

/** Makes the browser fire an event with files, as a drop or a paste has them. */
async function fire(
  target: Locator,
  type: "dragenter" | "drop" | "paste",
  { files = [], words = "" }: { files?: string[]; words?: string },
): Promise<void> {
  await target.evaluate(
    (element, given) => {
      const data = new DataTransfer();
      for (const name of given.files)
        data.items.add(new File([`Words of ${name}`], name, { type: "text/plain" }));
      if (given.words) data.setData("text/plain", given.words);
      const init = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        given.type === "paste"
          ? new ClipboardEvent("paste", { ...init, clipboardData: data })
          : new DragEvent(given.type, { ...init, dataTransfer: data }),
      );
    },
    { type, files, words },
  );
}

test("files are chosen, sent with a message, and are there after a reload", async ({ guest: page }) => {
  await openWithFiles(page);
  await picker(page).setInputFiles([picture("cat.gif"), text("notes.txt")]);
  await expect(chips(page).getByRole("listitem")).toHaveCount(2);
  await expect(chips(page)).toContainText("18 bytes");
  await input(page).fill("Look at these");
  await sendFiles(page);
  await expect(chips(page)).toHaveCount(0);
  for (const _visit of ["live", "reloaded"]) {
    const cat = sentFiles(page).getByRole("img", { name: "cat.gif" });
    await expect.poll(() => isDrawn(cat)).toBe(true);
    const opened = await page.request.get((await cat.locator("xpath=..").getAttribute("href")) ?? "");
    expect(opened.headers()["content-disposition"]).toMatch(/^inline/);
    const download = page.waitForEvent("download");
    await sentFiles(page).getByRole("link", { name: "notes.txt" }).click();
    expect((await download).suggestedFilename()).toBe("notes.txt");
    await page.reload();
    await alive(page);
  }
});

test("files are pasted and dropped, and a message needs no words", async ({ guest: page }) => {
  await openWithFiles(page);
  await fire(input(page), "paste", { files: ["pasted.txt"] });
  await expect(chips(page)).toContainText("pasted.txt");
  await fire(page.locator("main"), "dragenter", { files: ["one.txt"] });
  await expect(page.getByText("Drop files to attach them")).toBeVisible();
  await fire(page.locator("main"), "drop", { files: ["one.txt", "two.txt"] });
  await expect(page.getByText("Drop files to attach them")).toHaveCount(0);
  await expect(chips(page).getByRole("listitem")).toHaveCount(3);
  await input(page).focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(sentFiles(page).getByRole("listitem")).toHaveText([/pasted\.txt/, /one\.txt/, /two\.txt/]);
});

test("words from an office program are pasted without their picture, and a long text can be a file", async ({
  guest: page,
}) => {
  await openWithFiles(page);
  await fire(input(page), "paste", { files: ["words.txt"], words: "Some words" });
  const long = "A line of a long text\n".repeat(600);
  await input(page).fill(`Read this: ${long}`);
  await fire(input(page), "paste", { words: long.replaceAll("\n", "\r\n") });
  await expect(page.getByText("You pasted 13,200 characters.")).toBeVisible();
  await expect(chips(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Attach them as a file" }).click();
  await expect(chips(page)).toContainText("pasted-text.txt");
  await expect(input(page)).toHaveValue("Read this: ");
});

test("an upload that fails says why, keeps the message back, and is tried again", async ({
  guest: page,
  context,
}) => {
  await openWithFiles(page);
  let tries = 0;
  await context.route("**/api/chatkit/attachments", (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    return route.fulfill({ status: 503, json: { message: "The storage is away." } });
  });
  await picker(page).setInputFiles(text("notes.txt"));
  await expect(chips(page)).toContainText("Not uploaded. The storage is away.");
  await input(page).fill("With notes");
  await sendButton(page).click();
  await expect(page.getByRole("alert")).toContainText("“notes.txt” isn’t uploaded.");
  await expect(input(page)).toHaveValue("With notes");
  await page.getByRole("button", { name: "Try to upload notes.txt again" }).click();
  await expect(chips(page)).toContainText("18 bytes");
  await sendFiles(page);
  await expect(sentFiles(page)).toContainText("notes.txt");
});

test("an upload shows its progress, can be cancelled, and holds the message until it is done", async ({
  guest: page,
  context,
}) => {
  await openWithFiles(page);
  const held = Promise.withResolvers<void>();
  await context.route("**/api/chatkit/attachments", async (route) => {
    await held.promise;
    await route.continue().catch(() => undefined);
  });
  await picker(page).setInputFiles([text("one.txt"), text("two.txt")]);
  await expect(page.getByRole("progressbar", { name: "Upload of one.txt" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel the upload of one.txt" }).click();
  await expect(chips(page).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Cancel the upload of two.txt" })).toBeFocused();
  await input(page).fill("Both");
  await sendButton(page).click();
  await expect(page.getByText("Your message will be sent when its files are uploaded.")).toBeVisible();
  await expect(item(page, "user_message")).toHaveCount(0);
  held.resolve();
  await expect(sentFiles(page).getByRole("listitem")).toHaveText([/two\.txt/]);
  await expect(item(page, "user_message")).toContainText("Both");
});

test("too many files, and empty ones, are refused before they are sent", async ({ guest: page }) => {
  await openWithFiles(page);
  const many = Array.from({ length: 12 }, (_, index) => text(`${index + 1}.txt`));
  await picker(page).setInputFiles([text("empty.txt", ""), ...many]);
  await expect(chips(page).getByRole("listitem")).toHaveCount(10);
  const problems = page.getByRole("alert");
  await expect(problems).toContainText("“empty.txt” is empty.");
  await expect(problems).toContainText("A message has 10 files at most: “11.txt” and 1 more were left out.");
});

test("a removed file is deleted, and one that waits is there after a reload", async ({ guest: page }) => {
  await openWithFiles(page);
  await picker(page).setInputFiles([text("keep.txt"), picture("drop.gif")]);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  const deleted = page.waitForRequest(
    (request) => request.postData()?.includes("attachments.delete") ?? false,
  );
  await page.getByRole("button", { name: "Remove drop.gif" }).click();
  expect((await (await deleted).response())?.ok()).toBe(true);
  await page.reload();
  await expect(chips(page).getByRole("listitem")).toHaveText([/keep\.txt/]);
  await sendFiles(page);
  await expect(sentFiles(page)).toContainText("keep.txt");
  await page.goto("/chat");
  await page.locator("[data-files]").waitFor({ state: "attached" });
  await expect(chips(page)).toHaveCount(0);
});

test("a refused message comes back with its files", async ({ guest: page, context }) => {
  await openWithFiles(page);
  await picker(page).setInputFiles(text("notes.txt"));
  await expect(chips(page)).toContainText("18 bytes");
  await context.route("**/api/chatkit", (route) =>
    route.fulfill({ status: 429, json: { message: "Too many messages. Wait a minute." } }),
  );
  await input(page).fill("With notes");
  await sendButton(page).click();
  await expect(page.getByRole("alert")).toContainText("Too many messages.");
  await expect(input(page)).toHaveValue("With notes");
  await expect(chips(page)).toContainText("notes.txt");
  await context.unroute("**/api/chatkit");
  await sendFiles(page);
  await expect(sentFiles(page)).toContainText("notes.txt");
});

test("an edit and another try keep the files", async ({ guest: page }) => {
  await openWithFiles(page);
  await picker(page).setInputFiles(text("notes.txt"));
  await expect(chips(page)).toContainText("18 bytes");
  await input(page).fill("First words");
  await sendFiles(page);
  await item(page, "user_message").hover();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Other words");
  await page.getByRole("form", { name: "Edit your message" }).getByRole("button", { name: "Send" }).click();
  await expect(item(page, "user_message")).toContainText("Other words");
  await expect(sendButton(page)).toBeVisible();
  await page.reload();
  await expect(sentFiles(page)).toContainText("notes.txt");
});

test("ChatKit waits while files are in the composer", async ({ guest: page }) => {
  await page.goto("/chat");
  await picker(page).setInputFiles(text("notes.txt"));
  await expect(chips(page)).toContainText("18 bytes");
  const frame = page.getByRole("textbox", { name: "ChatKit message", includeHidden: true });
  await expect(frame).toBeAttached();
  await expect(page.locator("[data-stage]")).toHaveAttribute("data-stage", "preparing");
  await page.getByRole("button", { name: "Remove notes.txt" }).click();
  await page.locator("body").click({ position: { x: 700, y: 300 } });
  await expect(page.locator('[data-stage="chatkit"]')).toBeAttached();
});

test("a picture whose address is over is read again", async ({ guest: page, context }) => {
  await openWithFiles(page);
  await context.route(/\/content\?preview=1&expires/, (route) => route.fulfill({ status: 403, json: {} }));
  await picker(page).setInputFiles(picture("cat.gif"));
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await sendFiles(page);
  await expect.poll(() => isDrawn(sentFiles(page).getByRole("img", { name: "cat.gif" }))).toBe(true);
});
