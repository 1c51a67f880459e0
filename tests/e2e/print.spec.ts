import { alive, CDN, chatkit, expect, expectAnswers } from "./fixtures.ts";
import { scripted as test } from "./models.ts";

// The print view of a conversation.

const story = `${"Once upon a time there was a cat.\n\n".repeat(40)}The end.`;
const question = `${"Tell me more.\n".repeat(40)}And more.`;

test.use({ colorScheme: "dark" });

test("a conversation is printed whole, black on white, without controls", async ({
  guest: page,
  context,
  model,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  await alive(page);
  model.script({ says: story });
  await page.getByRole("textbox", { name: "Message" }).fill(question);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  await page.emulateMedia({ media: "print" });

  for (const hidden of [
    page.getByRole("textbox", { name: "Message" }),
    page.getByRole("complementary", { name: "Sidebar" }),
    page.getByText("The assistant can make mistakes"),
    page.getByText("Show the whole message"),
  ]) {
    await expect(hidden).toBeHidden();
  }
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  const list = page.getByRole("list", { name: "Messages" });
  const cut = await list.evaluate((element) => {
    const cuts = [];
    for (let box: Element | null = element; box; box = box.parentElement) {
      if (
        box.parentElement &&
        box.getBoundingClientRect().bottom > box.parentElement.getBoundingClientRect().bottom + 1
      )
        cuts.push(box.className);
      if (box !== document.documentElement && box.scrollHeight > box.clientHeight + 1)
        cuts.push(box.className);
    }
    return cuts;
  });
  expect(cut).toEqual([]);
  const top = async (text: string) => (await list.getByText(text).boundingBox())?.y ?? NaN;
  expect(await top("And more."), "messages are in reading order").toBeLessThan(await top("The end."));
  await expect(list.getByText("The end.")).toHaveCSS("color", "rgb(0, 0, 0)");
  // The conversation takes several pages.
  const pdf = (await page.pdf()).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});

test("a conversation in ChatKit is printed from the instant view", async ({ guest: page, model }) => {
  model.script({ says: story });
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").fill("Tell me a story");
  await page.keyboard.press("Enter");
  await expectAnswers(page, 1);
  await page.emulateMedia({ media: "print" });
  await expect(chatkit(page)).toBeHidden();
  // The instant view is behind ChatKit, where it is hidden from role queries.
  const conversation = page.locator(".conversation");
  await expect(conversation.getByText("The end.")).toBeVisible();
  await expect(conversation.getByText("Tell me a story")).toBeVisible();
  // It has faded out on the screen.
  await expect(page.locator(".instant-view")).toHaveCSS("opacity", "1");
});
