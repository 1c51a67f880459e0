import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gatherWords } from "./gather-words.ts";

const TYPE = "response.output_text.delta";
const words = (delta: string) =>
  `event: ${TYPE}\ndata: ${JSON.stringify({ type: TYPE, item_id: "msg_1", delta })}\n\n`;
const END = `event: response.completed\ndata: {"type":"response.completed"}\n\n`;
const encode = (text: string) => new TextEncoder().encode(text);

/** A host's answer in parts, with a moment between them. */
function answerOf(parts: Iterable<string | Uint8Array | Error>, pauseMs = 30) {
  const given = parts[Symbol.iterator]();
  const host = { isLeft: false, given: 0 };
  const body = new Readable({
    async read() {
      if (host.given > 0 && pauseMs > 0) await delay(pauseMs);
      const { value, done } = given.next();
      host.given += 1;
      if (done) this.push(null);
      else if (value instanceof Error) this.destroy(value);
      else this.push(value);
    },
    destroy(error, done) {
      host.isLeft = true;
      done(error);
    },
  });
  return { host, body };
}

async function partsOf(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const bytes of body) parts.push(decoder.decode(bytes, { stream: true }));
  return parts;
}
const gathering = (body: Readable, ms: number) => gatherWords(body, { windowMs: () => ms });

test("with little to do, everything comes as the host sends it", async () => {
  const parts = [words("a"), words("b").slice(0, 40), words("b").slice(40), END];
  expect(await partsOf(gathering(answerOf(parts).body, 0))).toEqual(parts);
});

test("with much to do, words come together", async () => {
  const { body } = answerOf([words("a"), words("b"), words("c"), words("d") + END], 0);
  expect(await partsOf(gathering(body, 100))).toEqual([words("abcd") + END]);
});

test("a failure comes after the words before it", async () => {
  const { body } = answerOf([words("half "), words("an answer"), new Error("cut off")], 0);
  const reader = gathering(body, 20).getReader();
  expect(new TextDecoder().decode((await reader.read())?.value)).toBe(words("half an answer"));
  // Meanwhile nobody reads. A rejection without a handler would end the process.
  await delay(20);
  await expect(reader.read()).rejects.toThrow("cut off");
});

test("a host that is faster than its reader isn't read ahead, and can't fill the memory", async () => {
  function* endless() {
    for (;;) yield words("a".repeat(1_000));
  }
  const { host, body } = answerOf(endless(), 0);
  const reader = gathering(body, 20).getReader();
  await reader.read();
  await delay(50);
  const { given } = host;
  expect(given).toBeLessThan(300);
  await delay(50);
  expect(host.given).toBe(given);
  await reader.cancel();
  expect(host.isLeft).toBe(true);
});

test("a line without an end is passed on instead of being held", async () => {
  const line = `data: {"type":"${"x".repeat(600_000)}`;
  const { body } = answerOf(
    [line.slice(0, 300_000), line.slice(300_000), `"}\n\n`, words("a"), words("b")],
    0,
  );
  expect((await partsOf(gathering(body, 10))).join("")).toBe(`${line}"}\n\n${words("ab")}`);
});

test.each([
  ["blank lines", "\n".repeat(250_000), false],
  ["tiny frames", "data: {}\n\n".repeat(25_000), false],
  ["words without letters", words("").repeat(1_500), true],
  ["a frame of brackets", `data: {"type":${"[".repeat(200_000)}\n\n`, false],
])("odd frames come through: %s", async (_what, text, isShorter) => {
  const parts = (await partsOf(gathering(answerOf([text], 0).body, 1))).join("");
  expect(parts).toBe(isShorter ? words("") : text);
});

test("whoever leaves closes the connection to a host that is silent", async () => {
  const silent = new Readable({ read() {} });
  silent.push(words("a"));
  const reader = gathering(silent, 5).getReader();
  await reader.read();
  await reader.cancel();
  expect(silent.destroyed).toBe(true);
});

test("nothing is lost or torn, wherever the stream is cut and however the load changes", async () => {
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });
  const windows = fc.infiniteStream(fc.constantFrom(0, 0, 1));
  const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 6 });
  const property = fc.asyncProperty(texts, cuts, windows, async (said, at, load) => {
    const bytes = encode(said.map(words).join("") + END);
    const places = [0, ...at.filter((place) => place < bytes.length).toSorted((a, b) => a - b), bytes.length];
    const parts = places.slice(1).map((end, index) => bytes.slice(places[index], end));
    const { body } = answerOf(parts, 0);
    const whole = (await partsOf(gatherWords(body, { windowMs: () => load.next().value ?? 0 }))).join("");
    const lines = whole.split("\n").filter((line) => line.startsWith("data: "));
    const deltas = lines.map((line): { delta?: string } => JSON.parse(line.slice("data: ".length)));
    expect(deltas.map(({ delta = "" }) => delta).join("")).toBe(said.join(""));
    expect(whole.endsWith(END)).toBe(true);
  });
  await fc.assert(property, { numRuns: 100 });
});
