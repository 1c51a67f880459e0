import { afterAll, beforeAll, expect, test } from "vitest";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { json, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { filesIn } from "./files-client.ts";

/* The form of a page without a script, whose field `files` has any number of files. */

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp({ env: { MAX_FILE_MB: "1" } });
  ada = await signUp(app.url);
});
afterAll(() => app.stop());

type Fields = Record<string, string>;
function send(
  fields: Fields,
  files: [name: string, bytes: string | Uint8Array<ArrayBuffer>][],
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ intent: "send", ...fields })) body.set(name, value);
  for (const [name, bytes] of files) body.append("files", new Blob([bytes]), name);
  const headers = { cookie: ada.cookie, origin: app.url };
  return fetch(`${app.url}/chat`, { method: "POST", body, headers, redirect: "manual" });
}

async function attachmentsOf(response: Response): Promise<string[]> {
  const thread = /\/chat\/(thr_\w+)/.exec(response.headers.get("location") ?? "")?.[1] ?? "";
  const { data } = await json<{ data: UserMessageItem[] }>(
    await ada.api(`/api/chatkit/threads/${thread}/items?order=asc`),
  );
  return data[0]?.attachments.map(({ name }) => name) ?? [];
}

test("sends its files with the message, and no file where none was chosen", async () => {
  const files: Parameters<typeof send>[1] = [
    ["one.txt", "One"],
    ["two.md", "# Two"],
  ];
  const sent = await send({ text: "Keep these", key: "k1" }, files);
  expect([sent.status, await attachmentsOf(sent)]).toEqual([303, ["one.txt", "two.md"]]);
  // Browsers send an empty part for a field without a file.
  const plain = await send({ text: "Hello", key: "k2" }, [["", ""]]);
  expect([plain.status, await attachmentsOf(plain)]).toEqual([303, []]);
});

test("sent twice is one message", async () => {
  const file: [string, string] = ["list.txt", "- Milk\n- Bread"];
  const [first, second] = [
    await send({ text: "", key: "k3" }, [file]),
    await send({ text: "", key: "k3" }, [file]),
  ];
  expect(second.headers.get("location")).toBe(first.headers.get("location"));
});

test("with a file that is refused says which, keeps the words, and leaves nothing behind", async () => {
  const before = filesIn(app.dataDir).length;
  const refused = await send({ text: "My precious words" }, [
    ["good.txt", "Good"],
    ["empty.txt", ""],
  ]);
  const page = await refused.text();
  expect(refused.status).toBe(400);
  expect(page).toContain("“empty.txt”: The file is empty.");
  expect(page).toContain("My precious words");
  expect(filesIn(app.dataDir)).toHaveLength(before);
  expect((await send({ text: "Large" }, [["large.bin", new Uint8Array(1024 * 1024 + 1)]])).status).toBe(413);
  expect((await send({ text: "Larger" }, [["large.bin", new Uint8Array(4 * 1024 * 1024)]])).status).toBe(413);
  expect(filesIn(app.dataDir)).toHaveLength(before);
});
