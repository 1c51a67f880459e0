import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, signUp, startThread, userInput, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";

let model: ModelServer;
let app: AppProcess;
let ada: Person;
let scratch: string;
beforeAll(async () => {
  model = await startModelServer();
  scratch = await mkdtemp(join(tmpdir(), "chat-instructions-"));
  const file = join(scratch, "instructions.txt");
  await writeFile(file, "You work for ACME. You talk to {{ name }} in {{time_zone}}.");
  app = await startApp({
    env: {
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: model.url,
      OPENAI_API: "responses",
      INSTRUCTIONS_FILE: file,
    },
  });
});
afterAll(async () => {
  await app.kill();
  await model.stop();
  await rm(scratch, { recursive: true });
});
beforeEach(async () => {
  ada = await signUp(app.url);
});

const browser = () => browserClient(app.url, ada.cookie);
const save = (path: string, fields: Record<string, string>) => browser().submit(path, fields);
const settings = (fields: Record<string, string>) => save("/settings/instructions", fields);
const page = async (path: string) => (await browser().get(path)).text();
/** What the model has been told in the last request. */
const told = (): string => JSON.stringify(model.requests.at(-1)?.body);

async function start(text = "Hello"): Promise<string> {
  model.script({ says: "Hi." });
  return startThread(ada, text);
}

async function say(thread: string, text = "And now?"): Promise<void> {
  model.script({ says: "Well." });
  const body = { thread_id: thread, input: userInput(text) };
  const response = await fetch(`${app.url}/api/chatkit/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${ada.secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  await json(response);
}

describe("Instructions", () => {
  test("reach the model: the operator's, the user's, the folder's, the conversation's, in this order", async () => {
    const thread = await start();
    expect(told()).toContain("You work for ACME. You talk to Ada in UTC.");
    expect(told()).not.toContain("about_the_user");

    await settings({ intent: "save", about: "I am a potter.", style: "Be terse." });
    await save("/history/change", { intent: "create-folder", name: "Glazes", id: thread });
    const folder = /folder=(fol_[a-z0-9]+)/.exec(await page("/history"))?.[1] ?? "";
    await save("/history/change", {
      intent: "edit-folder",
      folder,
      name: "Glazes",
      color: "red",
      instructions: "Celsius only.",
    });
    const saved = await save(`/chat/${thread}/instructions`, { text: "Answer in rhymes.\r\nAlways." });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, `/chat/${thread}`]);

    await say(thread);
    const order = [
      "You work for ACME",
      "I am a potter.",
      "Be terse.",
      "Celsius only.",
      "Answer in rhymes.\\\\nAlways.",
    ];
    const places = order.map((part) => told().indexOf(part.replace("\\\\n", "\\n")));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));

    // They stand in the pages that change them.
    expect(await page("/settings/instructions")).toContain("I am a potter.");
    expect(await page(`/chat/${thread}/instructions`)).toMatch(/Answer in rhymes\.[\s\S]*Celsius only\./);
    expect(await page(`/history?folder=${folder}`)).toContain("Celsius only.");
    expect(await page(`/chat/${thread}`)).toContain(`href="/chat/${thread}/instructions"`);

    // The other conversations have none of it but the general ones.
    await start("Another one");
    expect(told()).toContain("I am a potter.");
    expect(told()).not.toMatch(/Celsius only|rhymes/);
  });

  test("that are too long are refused, and stay in the form", async () => {
    const thread = await start();
    const long = "long ".repeat(900);
    for (const path of ["/settings/instructions", `/chat/${thread}/instructions`]) {
      const refused = await save(path, { intent: "save", about: long, style: "Kept", text: long });
      expect(refused.status).toBe(400);
      const html = await refused.text();
      expect(html).toContain("Keep it under 4,000 characters.");
      expect(html).toContain(long.trim());
    }
    expect(await page("/settings/instructions")).not.toContain("Kept");
  });

  test("of an emptied text are gone", async () => {
    const thread = await start();
    await save(`/chat/${thread}/instructions`, { text: "Answer in rhymes." });
    await save(`/chat/${thread}/instructions`, { text: "  " });
    await say(thread);
    expect(told()).not.toContain("for_this_conversation");
  });
});

describe("The memory", () => {
  const remembers = (fact: string) => ({ calls: [{ name: "remember", arguments: { fact } }] });
  const tools = () => {
    const body = model.requests.at(-1)?.body;
    return JSON.stringify(body instanceof Object && "tools" in body ? body.tools : []);
  };

  test("is off at first: no tool, and nothing is read", async () => {
    await start();
    expect(tools()).not.toContain("remember");
    expect(await page("/settings/instructions")).toContain("Switch the memory on");
  });

  test("keeps facts, which the user sees, changes and deletes", async () => {
    await settings({ intent: "memory", on: "yes" });
    model.script(remembers("Is allergic to nuts"), { says: "Noted." });
    await startThread(ada, "By the way, I am allergic to nuts");
    expect(tools()).toContain('"remember"');
    await start("What may I eat?");
    expect(told()).toContain("Is allergic to nuts");

    const shown = await page("/settings/instructions");
    const id = /name="id" value="(mem_[a-z0-9]+)"/.exec(shown)?.[1] ?? "";
    expect(shown).toContain("Is allergic to nuts");
    expect((await settings({ intent: "change-fact", id, text: " " })).status).toBe(400);
    await settings({ intent: "change-fact", id, text: "Is allergic to peanuts" });
    await start("What may I eat?");
    expect(told()).toContain("Is allergic to peanuts");
    await settings({ intent: "delete-fact", id });
    await start("What may I eat?");
    expect(told()).not.toContain("peanuts");
    expect((await settings({ intent: "delete-fact", id })).status).toBe(404);
  });

  test("isn't read while it is off, and not in a temporary conversation", async () => {
    await settings({ intent: "memory", on: "yes" });
    model.script(remembers("Lives in Oslo"), { says: "Noted." });
    await startThread(ada, "I live in Oslo");
    model.script({ says: "Hi." });
    await save("/chat?temporary=1", { intent: "send", text: "Where do I live?", key: "k1" });
    expect(told()).toContain("Where do I live?");
    expect(told()).not.toContain("Lives in Oslo");
    expect(tools()).not.toContain("remember");
    await settings({ intent: "memory", on: "no" });
    await start("Where do I live?");
    expect(told()).not.toContain("Lives in Oslo");
    expect(await page("/settings/instructions")).toContain("Lives in Oslo");
    await settings({ intent: "delete-facts" });
    expect(await page("/settings/instructions")).not.toContain("Lives in Oslo");
  });

  test("refuses what isn't a fact, and what is there is kept once", async () => {
    await settings({ intent: "memory", on: "yes" });
    model.script(remembers("x".repeat(400)), remembers("Lives in Oslo"), remembers("lives in oslo"), {
      says: "Ok.",
    });
    await startThread(ada, "I live in Oslo");
    const shown = await page("/settings/instructions");
    expect(shown.match(/name="id" value="mem_/g)).toHaveLength(1);
  });
});
