import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { signUp } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { refusal, upload, zip } from "./exchange-client.ts";
import { expectNoErrors } from "./expect-error.ts";

let app: AppProcess;
let database: DatabaseHandle;

/** Where the app puts temporary files. */
const folder = mkdtempSync(join(tmpdir(), "chat-uploads-"));
/** Node requires it for a body of unknown length; the platform's types don't know it. */
const unknownLength: object = { duplex: "half" };

beforeAll(async () => {
  const url = await createPostgresDatabase();
  app = await startApp({ env: { DATABASE_URL: url, TMPDIR: folder } });
  database = await createDatabase({ driver: "pg", url });
});
afterAll(async () => {
  await app.stop();
  await database.close();
  rmSync(folder, { recursive: true });
  expectNoErrors(app);
});

const fixture = (name: string) =>
  readFileSync(resolve(import.meta.dirname, `../fixtures/imports/${name}.json`), "utf8");
const user = async () => ({ ...(await signUp(app.url)), url: app.url });
type User = Awaited<ReturnType<typeof user>>;

async function conversations({ userId }: User): Promise<string[]> {
  const { rows } = await database.db.execute<{ title: string }>(
    sql`select title from conversations where user_id = ${userId} order by created_at`,
  );
  return rows.map(({ title }) => title);
}

describe("refused, with a sentence and nothing left behind:", () => {
  const good = JSON.parse(fixture("claude"));
  const cases: [string, () => Promise<string | Blob> | string, RegExp][] = [
    ["a text", () => "hello", /isn’t valid JSON/],
    ["JSON that breaks off", () => fixture("claude").slice(0, -20), /breaks off/],
    ["JSON of something else", () => '[{"hello":1}]', /no conversations in this file/],
    ["deep JSON", () => `[${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}]`, /nested too deep/],
    ["a ZIP without conversations", () => zip({ "a.txt": "a" }), /no conversations in it/],
    [
      "a ZIP that is cut off",
      async () => (await zip({ "a.json": fixture("claude") })).slice(0, 200),
      /broken/,
    ],
    ["a name that leads out", () => zip({ "../a.json": "[]", "b.json": fixture("claude") }), /leads out/],
    ["an absolute name", () => rawName("/etc/a.json"), /leads out/],
    ["a name of Windows that leads out", () => rawName("a\\..\\..\\b.json"), /leads out/],
    ["a bomb", () => bomb(64 * 1024 * 1024), /unpack to too much/],
    [
      "a bomb after good conversations",
      async () => {
        const head = JSON.stringify(good).slice(0, -1);
        return zip({ "a.json": fixture("claude"), "b.json": `${head},{"x":"${"a".repeat(20_000_000)}"}]` });
      },
      /unpack to too much/,
    ],
    [
      "a broken file after good conversations",
      () => zip({ "a.json": fixture("claude"), "b.json": "[{" }),
      /breaks off/,
    ],
  ];
  test.each(cases)("%s", async (_name, make, sentence) => {
    const ada = await user();
    const { status, html } = await upload(ada, await make(), "archive.zip");
    expect([status, refusal(html)]).toEqual([400, expect.stringMatching(sentence)]);
    expect(await conversations(ada)).toEqual([]);
  });

  test("a form without a file, and a body over 100 MiB, declared or not", async () => {
    const ada = await user();
    const send = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/history/import`, {
        method: "POST",
        body,
        headers: { cookie: ada.cookie, ...headers },
        ...unknownLength,
      });
    expect((await send(new URLSearchParams({ file: "x" }))).status).toBe(400);
    const big = new FormData();
    big.set("file", new File([new Uint8Array(101 * 1024 * 1024)], "big.json"));
    expect((await send(big).catch(() => ({ status: 413 }))).status).toBe(413);
    const boundary = "----x";
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(
          Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`),
        ),
      pull(controller) {
        sent += 1;
        if (sent > 110) controller.close();
        else controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const response = await send(endless, { "content-type": `multipart/form-data; boundary=${boundary}` });
    expect([response.status, refusal(await response.text())]).toEqual([
      400,
      "The file is larger than 100 MB.",
    ]);
  });

  test("an upload without a sign-in, and the connection goes on", async () => {
    const { hostname, port } = new URL(app.url);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const status = async (path: string, method: string, body?: Buffer) => {
      const headers = { "content-type": "multipart/form-data; boundary=x" };
      const sent = request({ agent, hostname, port, path, method, headers });
      sent.end(body);
      const [response] = await once(sent, "response");
      response.resume();
      await once(response, "end");
      return response.statusCode;
    };
    expect(await status("/history/import", "POST", Buffer.alloc(30_000_000))).toBe(302);
    expect(await status("/healthz", "GET")).toBe(200);
    agent.destroy();
  });

  test("and no temporary file is left", () => {
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** A ZIP with a name that a writer of archives would refuse. */
async function rawName(name: string): Promise<Blob> {
  const stand = "x".repeat(name.length);
  const bytes = Buffer.from(await (await zip({ [stand]: "[]" })).arrayBuffer());
  return new Blob([Buffer.from(bytes.toString("latin1").replaceAll(stand, name), "latin1")]);
}

async function bomb(size: number): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  await writer.add("readme.json", new TextReader("[]"));
  await writer.add("conversations.json", new Uint8ArrayReader(new Uint8Array(size).fill(0x20)));
  return writer.close();
}
