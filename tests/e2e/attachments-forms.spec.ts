import { expectAccessible } from "./accessible.ts";
import { chips, openWithFiles, picker, picture, sendFiles, sentFiles, text } from "./attachments.ts";
import { CDN, expect, test } from "./fixtures.ts";
import { input } from "./instant-view.ts";

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`files are accessible, and fit (${width} px, ${colorScheme})`, async ({
    guest: page,
    context,
  }, info) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openWithFiles(page);
    await picker(page).setInputFiles([
      picture("cat.gif"),
      text("a-file-with-a-rather-long-name-of-its-own.txt"),
    ]);
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await context.route("**/api/chatkit/attachments", (route) =>
      route.fulfill({
        status: 507,
        json: { message: "Your storage is full. Delete conversations with files first." },
      }),
    );
    await picker(page).setInputFiles(text("failed.txt"));
    await expect(chips(page)).toContainText("Your storage is full.");
    await input(page).fill("Look at these");
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath("composer.png") });
    await page.getByRole("button", { name: "Remove failed.txt" }).click();
    await sendFiles(page);
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath("message.png") });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
}

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("files are sent with the form, and wait in it when it is refused", async ({ guest: page }, info) => {
    await page.context().route(CDN, (route) => route.abort());
    await picker(page).setInputFiles([picture("cat.gif"), text("notes.txt")]);
    await input(page).fill("x".repeat(200_001));
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("alert")).toContainText("too long");
    await page.screenshot({ path: info.outputPath("refused.png") });
    await page.getByRole("checkbox", { name: "cat.gif" }).uncheck();
    await input(page).fill("Keep this");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(sentFiles(page).getByRole("listitem")).toHaveText([/notes\.txt/]);
    await picker(page).setInputFiles(picture("cat.gif"));
    await page.getByRole("button", { name: "Send" }).click();
    await expect(sentFiles(page)).toHaveCount(2);
    await page.screenshot({ path: info.outputPath("sent.png") });
  });

  test("the id of another one's file is of no use, and the words stay", async ({
    guest: page,
    browser,
    baseURL,
  }) => {
    await picker(page).setInputFiles(text("mine.txt"));
    await input(page).fill("x".repeat(200_001));
    await page.getByRole("button", { name: "Send" }).click();
    const id = (await page.getByRole("checkbox", { name: "mine.txt" }).getAttribute("value")) ?? "";
    const stranger = await browser.newPage({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
    await stranger.goto("/sign-in");
    await stranger.getByRole("button", { name: "Continue as a guest" }).click();
    const refused = await stranger.request.post("/chat", {
      headers: { origin: new URL(stranger.url()).origin },
      multipart: { intent: "send", key: "k", text: "Show me", attachment: id },
    });
    expect(refused.status()).toBe(400);
    const page_ = await refused.text();
    expect(page_).toContain("A file is not there any more.");
    expect(page_).toContain("Show me");
    expect(page_).not.toContain("mine.txt");
    await stranger.close();
  });
});
