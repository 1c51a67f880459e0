import type { ModelServer } from "#tests/support/model-server.ts";
import { send } from "./chatkit-view.ts";
import { chatkit, expect, say } from "./fixtures.ts";
import { item, openInstantView } from "./instant-view.ts";
import { scripted as test } from "./models.ts";

// What a user tells the assistant once, for all conversations and for one, and what the assistant keeps.

const lastRequest = (model: ModelServer) => JSON.stringify(model.requests.at(-1)?.body);

test("instructions of the settings and of a conversation are heard, in both views", async ({
  guest: page,
  model,
}) => {
  await page.goto("/settings/instructions");
  await page.getByLabel("About you").fill("I sail a small boat");
  await page.getByLabel("How it should answer").fill("Answer in rhymes");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("main").getByRole("status").first()).toContainText("Saved");

  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  model.script({ says: "Ahoy, my boy." });
  await send(page, "Hello there, what do you know?");
  await expect(chatkit(page)).toContainText("Ahoy");
  expect(lastRequest(model).includes("I sail a small boat")).toBe(true);
  expect(lastRequest(model).includes("Answer in rhymes")).toBe(true);
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const path = new URL(page.url()).pathname;

  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("link", { name: "Instructions" }).click();
  await expect(page).toHaveURL(`${path}/instructions`);
  await page.getByRole("main").getByRole("textbox").fill("Call me Captain");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(path);

  await openInstantView(page);
  await page.goto(path);
  model.script({ says: "Aye, Captain." });
  await say(page, "And now?");
  await expect(item(page, "assistant_message").last()).toContainText("Aye, Captain.");
  expect(lastRequest(model).includes("Call me Captain")).toBe(true);
});

test("what the assistant keeps is seen, changed and deleted by its user", async ({ guest: page, model }) => {
  await page.goto("/settings/instructions");
  await page.getByRole("button", { name: "Switch the memory on" }).click();
  await expect(page.getByRole("button", { name: "Switch the memory off" })).toBeVisible();
  await openInstantView(page);
  const remember = { name: "remember", arguments: { fact: "Is allergic to nuts" } };
  model.script({ calls: [remember] }, { says: "I’ll keep that in mind." });
  await say(page, "I can't eat nuts");
  await expect(item(page, "assistant_message").last()).toContainText("keep that in mind");
  await page.goto("/settings/instructions");
  const fact = page.getByRole("form", { name: "A fact" });
  await expect(fact.getByLabel("Fact")).toHaveValue("Is allergic to nuts");
  await fact.getByLabel("Fact").fill("Is allergic to peanuts");
  await fact.getByRole("button").first().click();
  await expect(page.getByRole("main").getByRole("status").first()).not.toBeEmpty();
  await page.goto("/settings/instructions");
  await expect(fact.getByLabel("Fact")).toHaveValue("Is allergic to peanuts");
  await fact.getByRole("button").last().click();
  await expect(fact).toHaveCount(0);
});
