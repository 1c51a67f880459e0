import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withGatheredWords } from "./gather-words.ts";

const TYPE = "response.output_text.delta";
const words = (delta: string) =>
  `event: ${TYPE}\ndata: ${JSON.stringify({ type: TYPE, item_id: "msg_1", delta })}\n\n`;
const END = `event: response.completed\ndata: {"type":"response.completed"}\n\n`;
const headers = { "content-type": "text/event-stream; charset=utf-8" };
const encode = (text: string) => new TextEncoder().encode(text);

/** A host's answer in parts, with a moment between them. */
function answerOf(parts: Iterable<string | Uint8Array | Error>, pauseMs = 30) {
  const given = parts[Symbol.iterator]();
  const host = { isLeft: false, given: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (host.given > 0 && pauseMs > 0) await delay(pauseMs);
        const { value, done } = given.next();
        host.given += 1;
        if (done) controller.close();
        else if (value instanceof Error) controller.error(value);
        else controller.enqueue(typeof value === "string" ? encode(value) : value);
      },
      cancel() {
        host.isLeft = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { host, response: new Response(body, { headers }) };
}

async function partsOf(response: Response): Promise<string[]> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const bytes of response.body ?? []) parts.push(decoder.decode(bytes, { stream: true }));
  return parts;
}
const gathering = (response: Response, ms: number) => withGatheredWords(response, { windowMs: () => ms });

test("with little to do, everything comes as the host sends it", async () => {
  const parts = [words("a"), words("b").slice(0, 40), words("b").slice(40), END];
  expect(await partsOf(gathering(answerOf(parts).response, 0))).toEqual(parts);
});

test("with much to do, words come together", async () => {
  const { response } = answerOf([words("a"), words("b"), words("c"), words("d") + END], 0);
  expect(await partsOf(gathering(response, 100))).toEqual([words("abcd") + END]);
});

test("another answer than a stream of events is left alone", () => {
  const response = Response.json({ error: "no" });
  expect(gathering(response, 100)).toBe(response);
});

test("a failure comes after the words before it", async () => {
  const { response } = answerOf([words("half "), words("an answer"), new Error("cut off")], 0);
  const reader = gathering(response, 20).body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(words("half an answer"));
  // Meanwhile nobody reads. A rejection without a handler would end the process.
  await delay(20);
  await expect(reader?.read()).rejects.toThrow("cut off");
});

test("a host that is faster than its reader isn't read ahead, and can't fill the memory", async () => {
  function* endless() {
    for (;;) yield words("a".repeat(1_000));
  }
  const { host, response } = answerOf(endless(), 0);
  const reader = gathering(response, 20).body?.getReader();
  await reader?.read();
  const given = host.given;
  expect(given).toBeLessThan(300);
  await delay(50);
  expect(host.given).toBe(given);
  await reader?.cancel();
  expect(host.isLeft).toBe(true);
});

test("a line without an end is passed on instead of being held", async () => {
  const line = `data: {"type":"${"x".repeat(600_000)}`;
  const { response } = answerOf(
    [line.slice(0, 300_000), line.slice(300_000), `"}\n\n`, words("a"), words("b")],
    0,
  );
  expect((await partsOf(gathering(response, 10))).join("")).toBe(`${line}"}\n\n${words("ab")}`);
});

test.each([
  ["blank lines", "\n".repeat(250_000), false],
  ["tiny frames", "data: {}\n\n".repeat(25_000), false],
  ["words without letters", words("").repeat(1_500), true],
  ["a frame of brackets", `data: {"type":${"[".repeat(200_000)}\n\n`, false],
])("odd frames come through: %s", async (_what, text, isShorter) => {
  const parts = (await partsOf(gathering(answerOf([text], 0).response, 1))).join("");
  expect(parts).toBe(isShorter ? words("") : text);
});

test("whoever leaves closes the connection to a host that is silent", async () => {
  const silent = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encode(words("a"))),
    cancel: () => closed.resolve(),
  });
  const closed = Promise.withResolvers<void>();
  const reader = gathering(new Response(silent, { headers }), 5).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect(closed.promise).resolves.toBeUndefined();
});

test("nothing is lost or torn, wherever the stream is cut and however the load changes", async () => {
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });
  const windows = fc.infiniteStream(fc.constantFrom(0, 0, 1));
  const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 6 });
  const property = fc.asyncProperty(texts, cuts, windows, async (said, at, load) => {
    const bytes = encode(said.map(words).join("") + END);
    const places = [0, ...at.filter((place) => place < bytes.length).toSorted((a, b) => a - b), bytes.length];
    const parts = places.slice(1).map((end, index) => bytes.slice(places[index], end));
    const { response } = answerOf(parts, 0);
    const whole = (
      await partsOf(withGatheredWords(response, { windowMs: () => load.next().value ?? 0 }))
    ).join("");
    const deltas = [...whole.matchAll(/^data: (.*)$/gm)].map(([, json = ""]): { delta?: string } =>
      JSON.parse(json),
    );
    expect(deltas.map(({ delta = "" }) => delta).join("")).toBe(said.join(""));
    expect(whole.endsWith(END)).toBe(true);
  });
  await fc.assert(property, { numRuns: 100 });
});
