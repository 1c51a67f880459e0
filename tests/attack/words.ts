import { allEvents, createThread, json } from "#tests/support/api-client.ts";
import type { TurnResult } from "#app/chat/rest-schemas.ts";
import { expectOutcome, type Attack } from "./attack.ts";

/** What the built-in engine and the date reader read. */
function sentence(name: string, before: string, text: string): Attack {
  return {
    name,
    before,
    target: (world) => world.builtIn,
    async run({ ada }) {
      const events = await allEvents(await ada.chatkit(createThread(text)));
      expectOutcome(JSON.stringify(events).includes("too long for me"), true, "answered with too long");
      return "answered: too long";
    },
  };
}

/** An answer of the model that is costly to render. */
function answer(name: string, before: string, text: string): Attack {
  return {
    name,
    before,
    target: (world) => world.withModel,
    async run({ ada }, { model }) {
      model.script({ says: text });
      const sent = await ada.api("/api/chatkit/messages", { method: "POST", body: { text: "Hi" } });
      const { thread, items } = await json<TurnResult>(sent);
      const part = items.flatMap((item) => (item.type === "assistant_message" ? item.content : []))[0];
      expectOutcome(part?.text === text, true, "stored as it was written");
      const page = await ada.api(`/api/chatkit/threads/${thread.id}/items?include=html`);
      const bytes = (await page.text()).length;
      expectOutcome(bytes < 6 * text.length + 100_000, true, `bounded: ${bytes} bytes of ${text.length}`);
      return `stored, ${Math.round(bytes / 1024)} KB served`;
    },
  };
}

const code = "```ts\nconst a = 1;\n```";

export const wordAttacks: Attack[] = [
  sentence("show , , , … (16,000)", "7.3 s", `show ${", ".repeat(16_000)}`),
  sentence("what - - - … (16,000)", "5.6 s", `what ${"- ".repeat(16_000)}`),
  sentence("a week a week … (4,000)", "1 s", "a week ".repeat(4_000)),
  sentence("links without an end (50,000)", "–", "[x](".repeat(49_000)),
  {
    name: "a task's line of 30 KB",
    before: "1 s",
    target: (world) => world.builtIn,
    async run({ ada, app }) {
      const form = new URLSearchParams({ intent: "add", title: "a week ".repeat(4_300) });
      const headers = { cookie: ada.cookie, origin: app.url };
      const response = await fetch(`${app.url}/tasks`, {
        method: "POST",
        body: form,
        headers,
        redirect: "manual",
      });
      await response.body?.cancel();
      expectOutcome(response.status, 400, "status");
      return "400";
    },
  },
  answer("lists in lists (4,000)", "11 s, answer lost", `${"- ".repeat(4_000)}end`),
  answer("quotes in quotes (3,000)", "answer lost", `${">".repeat(3_000)}end`),
  answer(
    "16 KB of reference links",
    "10.9 MB served",
    `[a]: /${"x".repeat(8_000)}\n\n${"[a] ".repeat(2_000)}end`,
  ),
  answer("*a_ (5,000)", "2 s", `${"*a_".repeat(5_000)}end`),
  answer("headings by underlines (4,000)", "2 s", `${"a\n=\n".repeat(4_000)}end`),
  answer("one line of 24 KB of code", "2 s", `\`\`\`js\n${"a=1;".repeat(6_000)}\n\`\`\`\n\nend`),
  {
    name: "a fence “constructor”, then code of others",
    before: "fails until a restart",
    target: (world) => world.withModel,
    async run({ ada }, { model }) {
      model.script({ says: code.replace("ts", "constructor") }, { says: code });
      const texts = [];
      for (const text of ["One", "Two"]) {
        const sent = await ada.api("/api/chatkit/messages", { method: "POST", body: { text } });
        const { thread } = await json<TurnResult>(sent);
        texts.push(await (await ada.api(`/api/chatkit/threads/${thread.id}/items?include=html`)).text());
      }
      expectOutcome(texts[1]?.includes("t-keyword"), true, "coloured");
      return "later code is coloured";
    },
  },
];
