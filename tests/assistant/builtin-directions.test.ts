import { beforeEach, expect, test } from "vitest";
import type { Conversation } from "./conversation.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
let chat: Conversation;

beforeEach(() => {
  chat = user.startBuiltIn();
});

test("Words that would turn the answer round are read and said without that", async () => {
  expect(await chat.say("Create a task")).toMatch(/^What's the task\?/);
  expect(await chat.say("Buy \u202Eklim tomorrow")).toMatch(/^Added \*\*Buy klim\*\*, due tomorrow/);
  expect(await user.titles()).toEqual(["Buy klim"]);
  expect(await chat.say("mark \u2067klim as done")).toBe("Done: **Buy klim** is completed.");
  expect(await chat.say("is \u202Eeseehc done?")).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
});

test("A name from the right keeps the marks that it needs", async () => {
  await chat.say("Create a task");
  expect(await chat.say("לקנות \u200Fחלב")).toMatch(/^Added \*\*לקנות \u200Fחלב\*\*/);
});
