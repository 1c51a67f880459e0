import { test } from "./answers.ts";
import { expect, say } from "./fixtures.ts";
import { item, openInstantView, sendButton } from "./instant-view.ts";

// What an answer contains besides text in the instant view, and the choice of model and tool.

test.beforeEach(({ guest: page }) => openInstantView(page));

/** One pixel, as PNG. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";

test("thoughts are folded, and an answer's sources are listed beneath it", async ({ guest: page, model }) => {
  const url = "https://weather.example/berlin";
  const citation = { type: "url_citation", url, title: "Weather in Berlin", start_index: 0, end_index: 8 };
  model.script({
    output: [
      { thinks: ["**Looking outside**\n\nThe sky may tell."] },
      { writes: [{ text: "It rains.", citations: [citation] }] },
    ],
  });
  await say(page, "What is the weather?");
  await expect(sendButton(page)).toBeVisible();
  const check = async () => {
    const thoughts = item(page, "workflow");
    await expect(thoughts.locator("summary")).toContainText(/Thought for/);
    await expect(thoughts.getByText("The sky may tell.")).toBeHidden();
    const source = page
      .getByRole("list", { name: "Sources" })
      .getByRole("link", { name: /Weather in Berlin/ });
    await expect(source).toHaveAttribute("href", url);
    await expect(source).toHaveAttribute("rel", /noopener/);
  };
  await check();
  await page.reload();
  await check();
  await item(page, "workflow").locator("summary").click();
  await expect(page.getByText("The sky may tell.")).toBeVisible();
  await expect(item(page, "workflow").getByText("Looking outside", { exact: true })).toBeVisible();
});

test("a generated image is shown, can be downloaded, and is still there after a reload", async ({
  guest: page,
  model,
}) => {
  model.script({ output: [{ draws: PIXEL, previews: [PIXEL] }] });
  await page.getByRole("combobox", { name: "Tool" }).selectOption("Create an image");
  await say(page, "Draw a cat");
  const picture = page.getByRole("img", { name: "Picture made by the assistant" });
  await expect(picture).toHaveJSProperty("naturalWidth", 1);
  await expect(page.getByRole("link", { name: "Download the picture" })).toHaveAttribute(
    "href",
    /\/content\?expires=\d+&signature=/,
  );
  await expect(sendButton(page)).toBeVisible();
  await page.reload();
  await expect(picture).toHaveJSProperty("naturalWidth", 1);
  expect(model.requests.at(-1)?.body).toMatchObject({ tool_choice: { type: "image_generation" } });
});

test("the chosen model answers, and a notice names a model that is no longer available", async ({
  guest: page,
  model,
}) => {
  model.script({ says: "Large." }, { says: "Small." });
  const choice = page.getByRole("combobox", { name: "Model" });
  await choice.selectOption("large-model");
  await say(page, "Who are you?");
  await expect(item(page, "assistant_message")).toContainText("Large.");
  expect(model.requests.at(-1)?.body).toMatchObject({ model: "large-model" });
  await expect(sendButton(page)).toBeVisible();
  // The page may offer a model that the server's settings no longer have.
  await choice.evaluate((select: HTMLSelectElement) =>
    select.add(new Option("Gone", "gone-model", true, true)),
  );
  await say(page, "And now?");
  const notice = page.getByRole("status").filter({ hasText: "isn't available any more" });
  await expect(notice).toContainText("small-model answers");
  await expect(item(page, "assistant_message").last()).toContainText("Small.");
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);
});
