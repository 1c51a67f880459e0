import { beforeEach, expect, test } from "vitest";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { searchFor } from "#tests/store/fixtures.ts";
import { addFile, withFiles } from "./add-file.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser("Europe/Berlin");
let chat: Conversation;
beforeEach(() => {
  chat = user.startBuiltIn();
});

const add = (file: Parameters<typeof addFile>[2]) => addFile(user.db(), user.id(), file);
async function say(text: string, ids: string[]): Promise<string> {
  return answerIn(await chat.request(withFiles(text, ids, chat.threadId() || undefined)));
}

const LIST = "# Groceries\n- [ ] Milk\n- [x] Eggs\n- Pay rent friday\n";

test("A file that is plainly a list becomes tasks, and they can be taken back", async () => {
  expect(await say("", [await add({ name: "list.md", text: LIST })])).toMatch(
    /^From “list.md”: Added 2 tasks:\n\n1\. \*\*Milk\*\*\n2\. \*\*Pay rent\*\*, due /,
  );
  expect(await user.titles()).toEqual(["Milk", "Pay rent"]);
  await chat.say("undo");
  expect(await user.titles()).toEqual([]);
});

test("The words ask for tasks of a file, of the message before too", async () => {
  const file = await add({ name: "ideas.txt", text: "Paint the fence\nBook dentist" });
  expect(await say("Hello", [file])).toMatch(/I’ve kept “ideas.txt” with this message\./);
  expect(await user.titles()).toEqual([]);
  expect(await chat.say("add these as tasks")).toMatch(/^From “ideas.txt”: Added 2 tasks/);
  expect(await user.titles()).toEqual(["Book dentist", "Paint the fence"]);
});

test("A long list is added up to a number, which is said", async () => {
  const text = Array.from({ length: 70 }, (_, at) => `- Thing ${at}`).join("\n");
  expect(await say("make tasks from this file", [await add({ name: "long.txt", text })])).toMatch(
    /first 50 of 70 lines/,
  );
  expect(await user.titles()).toHaveLength(50);
});

test("What can't be read is kept, and the reason is said; other words are answered beside it", async () => {
  const file = await add({ name: "scan.pdf", text: null, textProblem: "The PDF has no text in it." });
  const answer = await say("Buy milk tomorrow", [file]);
  expect(answer).toMatch(
    /^I’ve kept “scan.pdf” with this message\. “scan.pdf”: The PDF has no text in it\.\n\nAdded/,
  );
  expect(await user.titles()).toEqual(["Buy milk"]);
});

test("Search finds a conversation by a file's name and by what it says", async () => {
  await say("Keep this", [await add({ name: "quarterly.txt", text: "Xanthippe was here" })]);
  for (const words of ["quarterly", "xanthippe"]) {
    const found = await searchConversations(user.db(), searchFor(user.id(), words));
    expect([words, found.rows.map(({ id }) => id)]).toEqual([words, [chat.threadId()]]);
  }
});

test.each([
  "Add the list to my tasks",
  "please add this file",
  "Put everything on my list",
  "import the attached list",
  "add all of these",
  "add all the items",
])("Beside a file, “%s” means the file", async (words) => {
  const file = await add({ name: "ideas.txt", text: "Paint the fence\nBook dentist" });
  expect(await say(words, [file])).toMatch(/^From “ideas.txt”: Added 2 tasks/);
});

test.each([
  "Add a task: file the taxes",
  "Add the list: call Ada",
  "add file taxes",
  "Remind me to send the list",
])("Beside a file, “%s” is a task of its own", async (words) => {
  const file = await add({ name: "ideas.txt", text: "Paint the fence\nBook dentist" });
  expect(await say(words, [file])).not.toMatch(/From “ideas.txt”/);
  expect(await user.titles()).not.toContain("Paint the fence");
});
