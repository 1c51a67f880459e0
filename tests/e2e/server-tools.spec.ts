import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import type { ModelServer } from "#tests/support/model-server.ts";
import { send } from "./chatkit-view.ts";
import { chatkit, expect, say } from "./fixtures.ts";
import { item, openInstantView } from "./instant-view.ts";
import { scriptedWith } from "./models.ts";

// A tool of another server that changes something: the user is asked first, in both views.

const folder = mkdtempSync(join(tmpdir(), "chat-test-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "servers.json");
const program = resolve(import.meta.dirname, "../support/tool-server.ts");
const notes = { command: process.execPath, args: [program], guests: true };
writeFileSync(file, JSON.stringify({ mcpServers: { notes } }));

const test = scriptedWith({ MCP_SERVERS_FILE: file });

const addNote = { calls: [{ name: "notes__add_note", arguments: { text: "Buy clay" } }] };
const lastRequest = (model: ModelServer) => JSON.stringify(model.requests.at(-1)?.body);

async function expectFoldedStep(page: Page): Promise<void> {
  const step = item(page, "workflow").last();
  await step.locator("summary").first().click();
  await expect(step).toContainText("Add a note");
}

test("in the instant view, once with exactly that input", async ({ guest: page, model }) => {
  await openInstantView(page);
  model.script(addNote, addNote, { says: "Noted." });
  await say(page, "Note: buy clay");
  const form = page.getByRole("form", { name: "Questions" });
  await expect(form).toContainText("May I use “Add a note” of notes?");
  await expect(form).toContainText("Buy clay");
  await form.getByRole("radio", { name: "Allow once" }).check();
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(item(page, "assistant_message").last()).toContainText("Noted.");
  expect(lastRequest(model)).toContain("Added: Buy clay");
  await expectFoldedStep(page);
});

test("in ChatKit, where a no is a no", async ({ guest: page, model }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  model.script(addNote, addNote, { says: "All right." });
  await send(page, "Note: buy clay");
  const panel = chatkit(page).getByLabel("Questions");
  await expect(panel).toContainText("May I use “Add a note” of notes?");
  await panel.getByRole("button", { name: "No", exact: true }).click();
  await expect(chatkit(page)).toContainText("All right.");
  expect(lastRequest(model)).toContain("The user has not allowed this");
  expect(lastRequest(model)).not.toContain("Added: Buy clay");
});
