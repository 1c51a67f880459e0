import { alive, CDN, expect, say } from "./fixtures.ts";
import { messages } from "./instant-view.ts";
import { dictated } from "./models.ts";

// What screen readers are told of an answer.

dictated(
  "an answer is announced to screen readers in whole sentences, each once",
  async ({ guest: page, context, model }) => {
    await context.route(CDN, (route) => route.abort());
    await page.goto("/chat");
    await alive(page);
    await page.evaluate(() => {
      const region = document.querySelector('main [role="status"].sr-only');
      const announced: string[] = [];
      Object.assign(window, { announced });
      if (!region) throw new Error("there is no live region");
      new MutationObserver(() => announced.push(region.textContent)).observe(region, { childList: true });
    });
    const announced = () => page.evaluate<string[]>("announced");
    await say(page, "Tell me a story");
    const dictation = await model.next();
    await expect.poll(announced).toEqual(["The assistant is answering."]);
    const long = "Once upon a time there was a **cat**, which lived in a house by the sea. ".repeat(2);
    dictation.say(`${long}It had`);
    const expected = long.replaceAll("**", "").trim();
    // Markup is replaced by spaces, so compare the words only.
    const words = (texts: string[]) => texts.join(" ").match(/\w+/g);
    await expect.poll(async () => words((await announced()).slice(1))).toEqual(words([expected]));
    dictation.say(" a friend. And they");
    await expect(messages(page)).toContainText("And they");
    expect(await announced(), "too short to be announced").toHaveLength(2);
    dictation.say(" lived happily");
    dictation.finish();
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
    await expect.poll(async () => (await announced()).length).toBe(3);
    const [, first, last] = await announced();
    expect(first).toMatch(/sea\s?\.$/);
    expect(last).toBe("It had a friend. And they lived happily");
  },
);
