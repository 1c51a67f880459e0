import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "#app/chat/rest-schemas.ts";
import type { ViewedItem } from "#app/chat/viewed-items.ts";
import type { Page } from "#app/chatkit/protocol/threads.ts";
import { json, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startModelServer, type ModelServer } from "#tests/support/model-server.ts";

// How answers are rendered by the built app, whose renderer runs in threads of its own.

let model: ModelServer;
let app: AppProcess;
let ada: Person;

beforeAll(async () => {
  model = await startModelServer();
  app = await startApp({ env: { OPENAI_API_KEY: "test", OPENAI_BASE_URL: model.url } });
  ada = await signUp(app.url);
});
afterAll(async () => {
  await app.stop();
  await model.stop();
});

/** The HTML of an answer that the model gives. */
async function htmlOf(answer: string): Promise<string | undefined> {
  model.script({ says: answer });
  const sent = await ada.api("/api/chatkit/messages", { method: "POST", body: { text: "Hi" } });
  const { thread, items, error } = await json<TurnResult>(sent);
  expect(error).toBeUndefined();
  const [part] = items.flatMap((item) => (item.type === "assistant_message" ? item.content : []));
  expect(part?.text, "the text is stored as it was written").toBe(answer);
  const stored = await json<Page<ViewedItem>>(
    await ada.api(`/api/chatkit/threads/${thread.id}/items?include=html`),
  );
  return stored.data.find(({ type }) => type === "assistant_message")?.html;
}

test("Code, formulas and raw HTML are rendered", async () => {
  const html = await htmlOf("Use <div>, $$x^2$$ and\n\n```ts\nconst a = 1;\n```");
  expect(html).toContain("&lt;div>");
  expect(html).toContain("<msup><mi>x</mi><mn>2</mn></msup>");
  expect(html).toContain("<span class=t-keyword>const </span>");
});

test("A fence with the name of an object's own property leaves later answers with code alone", async () => {
  for (const name of ["constructor", "__proto__", "ts"])
    expect(await htmlOf(`\`\`\`${name}\nconst a = 1;\n\`\`\``)).toContain(`class=language-${name}>`);
  expect(await htmlOf("```ts\nconst a = 1;\n```")).toContain("<span class=t-keyword>");
});

test.each([
  ["lists within lists", `${"- ".repeat(4_000)}end`],
  ["quotes within quotes", `${">".repeat(3_000)}end`],
  ["references to a long address", `[a]: /${"x".repeat(8_000)}\n\n${"[a] ".repeat(2_000)}end`],
  ["delimiters", `${"*a_".repeat(5_000)}end`],
  ["headings by underlines", `${"a\n=\n".repeat(4_000)}end`],
  ["a long line of code", `\`\`\`js\n${"a=1;".repeat(6_000)}\n\`\`\`\n\nend`],
])("An answer of %s is stored, and its rendering is bounded", async (_name, answer) => {
  const html = await htmlOf(answer);
  expect(html).toContain("end");
  expect(html?.length).toBeLessThanOrEqual(4 * answer.length + 64_000);
});
