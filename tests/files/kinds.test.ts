import { gzipSync } from "node:zlib";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachments, type AttachmentRow } from "#db/schema/index.ts";
import { signUp, type Person } from "#tests/support/api-client.ts";
import { at, attach, photo } from "./files-client.ts";
import { paragraph, pdf, word } from "./hostile-files.ts";
import { startWorld, type StorageWorld } from "./storage-world.ts";

let world: StorageWorld;
let ada: Person;
beforeAll(async () => {
  world = await startWorld("a folder", { LIMIT_STORAGE_MB: "off" });
  ada = at(await signUp(world.app().url), world.app().url);
});
afterAll(() => world.stop());

async function stored(name: string, bytes: Uint8Array | string): Promise<AttachmentRow> {
  const { id } = await attach(ada, name, bytes);
  const [row] = await world.database.db.select().from(attachments).where(eq(attachments.id, id));
  if (!row) throw new Error("no row");
  return row;
}

describe("the text of a file", () => {
  test.each<[string, () => Uint8Array | string | Promise<Uint8Array>, string, string]>([
    ["notes.txt", () => "Grüße, 世界", "text/plain", "Grüße, 世界"],
    ["wide.txt", () => Buffer.from("\ufeffWide text", "utf16le"), "text/plain", "Wide text"],
    ["table.csv", () => Buffer.from("Name;Stra\xdfe\n", "latin1"), "text/csv", "Name;Straße\n"],
    ["data.json", () => '{"a": 1}', "application/json", '{"a": 1}'],
    ["main.rs", () => "fn main() {}", "text/plain", "fn main() {}"],
    ["BM.txt", () => "BM is no picture here", "text/plain", "BM is no picture here"],
    [
      "a.pdf",
      () => pdf("BT /F1 24 Tf 50 700 Td (Hello from a page) Tj ET"),
      "application/pdf",
      "Hello from a page",
    ],
    [
      "letter.docx",
      () => word(paragraph("Dear Ann,") + paragraph("the book has come.")),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "Dear Ann,\n\nthe book has come.",
    ],
  ])("%s is read", async (name, make, mimeType, text) => {
    expect(await stored(name, await make())).toMatchObject({
      kind: "file",
      mimeType,
      text,
      textProblem: null,
    });
  });

  test.each<[string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    ["scan.pdf", () => pdf("0 0 m 10 10 l S"), /no text in it/],
    ["broken.pdf", () => Buffer.from("%PDF-1.4 and then nothing\xff\x00"), /broken/],
    ["archive.gz", () => gzipSync("x"), /can’t be read as text/],
    ["unknown.bin", () => new Uint8Array([0, 1, 2, 3]), /can’t be read as text/],
    ["empty.docx", () => word(paragraph("")), /no text in it/],
    // Gigabytes, as their readers would unpack them.
    ["bomb.docx", () => word(paragraph("x".repeat(60 * 1024 * 1024))), /unpacks to too much/],
    ["bomb.pdf", () => pdf(Buffer.alloc(400 * 1024 * 1024, "q ")), /too complicated|no text/],
  ])("%s has none, and the reason is told", async (name, make, reason) => {
    const row = await stored(name, await make());
    expect([row.text, row.textProblem]).toEqual([null, expect.stringMatching(reason)]);
    expect((await fetch(`${world.app().url}/healthz`)).status).toBe(200);
  });

  test("beside a bomb in a part without text is read all the same", async () => {
    const entries = { "word/media/image1.png": Buffer.alloc(100 * 1024 * 1024) };
    expect(await stored("media.docx", await word(paragraph("Fine"), entries))).toMatchObject({
      text: "Fine",
    });
  });

  test("is cut after 200,000 characters", async () => {
    const row = await stored("long.txt", "word ".repeat(60_000));
    expect([row.text?.length, row.textProblem]).toEqual([
      200_000,
      "Only the first 200,000 characters were read.",
    ]);
  });
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ann\\plan.txt", "plan.txt"],
  ["photo\u202egpj.exe", "photogpj.exe"],
  ["a\u0000b\u0007c.txt", "abc.txt"],
  ["  ...  ", "file"],
  [`${"ü".repeat(200)}.docx`, `${"ü".repeat(123)}….docx`],
])("the name %j becomes %j", async (given, name) => {
  expect((await stored(given, "x")).name).toBe(name);
});

describe("a file that lies about itself is what its bytes are", () => {
  test.each<[string, string, string]>([
    ["page.txt", "<!doctype html><script>alert(1)</script>", "text/html"],
    [
      "picture.svg",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "image/svg+xml",
    ],
    ["picture.png", "<svg onload=alert(1)></svg>", "image/svg+xml"],
    ["picture.jpg", "no picture at all", "text/plain"],
  ])("%s", async (name, text, mimeType) => {
    const { kind, mimeType: found, id } = await stored(name, text);
    expect([kind, found]).toEqual(["file", mimeType]);
    const response = await ada.api(`/api/chatkit/attachments/${id}/content`);
    const isActive = mimeType !== "text/plain";
    expect(response.headers.get("content-disposition")).toMatch(isActive ? /^attachment/ : /^inline/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  test("a photo with the name of a text is a photo, upright in its measures", async () => {
    expect(await stored("notes.txt", await photo(80, 60))).toMatchObject({
      kind: "image",
      mimeType: "image/jpeg",
      width: 80,
      height: 60,
      text: null,
      textProblem: null,
    });
  });
});
