import { chatkit, expect, expectAnswers, holdChatKit } from "./fixtures.ts";
import { scriptedWith } from "./models.ts";

const test = scriptedWith({
  OPENAI_API: "responses",
  OPENAI_MODEL: "small-model,large-model",
  OPENAI_TOOLS: "web_search",
});

test("the model and the tool chosen in ChatKit are used", async ({ guest: page, model }) => {
  await page.goto("/chat");
  const kit = chatkit(page);
  await expect(kit.getByLabel("Model")).toHaveValue("small-model");
  await kit.getByLabel("Model").selectOption("large-model");
  await kit.getByLabel("Tool").selectOption({ label: "Search the web" });
  let answers = 0;
  const send = async (text: string, says: string) => {
    model.script({ says });
    const request = page.waitForRequest((one) => one.postData()?.includes(text) ?? false);
    await kit.getByRole("textbox", { name: "ChatKit message" }).fill(text);
    await kit.getByRole("textbox", { name: "ChatKit message" }).press("Enter");
    await expect(kit).toContainText(says);
    await expectAnswers(page, (answers += 1));
    return (await request).postDataJSON().params.input.inference_options;
  };
  expect(await send("Hello", "Hello from the large one.")).toEqual({
    model: "large-model",
    tool_choice: { id: "web_search" },
  });
  // The tool applies to one message, the model to all later ones.
  expect(await send("Again", "Once more.")).toEqual({ model: "large-model" });
});

test("the hand-over takes the chosen model and tool into ChatKit", async ({ guest: page, context }) => {
  const release = await holdChatKit(context);
  await page.goto("/chat");
  const form = page.getByRole("form", { name: "Write a message" });
  await form.getByLabel("Model").selectOption("large-model");
  await form.getByLabel("Tool").selectOption("web_search");
  release();
  await expect(chatkit(page).getByLabel("Model")).toHaveValue("large-model");
  await expect(chatkit(page).getByLabel("Tool")).toHaveValue("web_search");
});
