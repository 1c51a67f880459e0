import { Readable } from "node:stream";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { RunRawModelStreamEvent, type RunStreamEvent } from "@openai/agents";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gatherWords } from "./gather-words.ts";
import { type Words, WordsAhead } from "./words-ahead.ts";

/** What a host says: words of a part, or something else that has a name. */
type Said = Words | { name: string };

const frame = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
const APIS = {
  responses(said: Said) {
    if ("name" in said) return frame({ type: "response.other", name: said.name });
    const place = { item_id: "msg_1", output_index: 0, content_index: said.part };
    return frame({ type: "response.output_text.delta", ...place, delta: said.text });
  },
  // It has one text only.
  "chat completions"(said: Said) {
    const delta = "name" in said ? { tool_calls: said.name } : { content: said.text };
    return frame({ id: "cmpl_1", choices: [{ index: 0, delta }] });
  },
};

const API_NAMES = ["responses", "chat completions"] as const;

interface Read {
  type?: string;
  name?: string;
  delta?: string;
  content_index?: number;
  choices?: [{ delta: { content?: string; tool_calls?: string } }];
}

/** An SDK that reads a host's stream, and is slow now and then. */
async function* sdk(
  body: ReadableStream<Uint8Array>,
  { heard, isSlow }: { heard: string[]; isSlow: () => boolean },
): AsyncGenerator<RunStreamEvent> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const bytes of body) {
    held += decoder.decode(bytes, { stream: true });
    const frames = held.split("\n\n");
    held = frames.pop() ?? "";
    for (const one of frames) {
      heard.push(one);
      if (isSlow()) await turn();
      const event: Read = JSON.parse(one.slice("data: ".length));
      yield new RunRawModelStreamEvent({ type: "model", event });
      const text = event.choices?.[0].delta.content ?? (event.type ? event.delta : undefined);
      if (text !== undefined) yield new RunRawModelStreamEvent({ type: "output_text_delta", delta: text });
    }
  }
}

/** What an answer shows of an event, as the engine does. */
function shown(event: RunStreamEvent | Words, hasResponses: boolean): Said[] {
  if ("part" in event) return [{ text: event.text, part: event.part }];
  if (event.type !== "raw_model_stream_event") return [];
  const { data } = event;
  if (data.type === "output_text_delta") return hasResponses ? [] : [{ text: data.delta, part: 0 }];
  if (data.type !== "model") return [];
  const raw: Read = JSON.parse(JSON.stringify(data.event));
  const name = raw.name ?? raw.choices?.[0].delta.tool_calls;
  if (name !== undefined) return [{ name }];
  return raw.type ? [{ text: raw.delta ?? "", part: raw.content_index ?? 0 }] : [];
}

/** Words that follow each other, as one. */
function inOne(all: Said[]): Said[] {
  const joined: Said[] = [];
  for (const said of all) {
    const last = joined.at(-1);
    if ("name" in said) joined.push(said);
    else if (said.text === "") continue;
    else if (last && "part" in last && last.part === said.part) last.text += said.text;
    else joined.push({ ...said });
  }
  return joined;
}

interface Options {
  api: keyof typeof APIS;
  /** Whether the SDK, or who reads its events, is slow at a moment. */
  isSlow?: () => boolean;
  windowMs?: () => number;
}

async function play(parts: string[], { api, isSlow = () => false, windowMs = () => 0 }: Options) {
  const ahead = new WordsAhead();
  const heard: string[] = [];
  const host = new Readable({ read() {} });
  const body = gatherWords(host, { ahead, windowMs });
  const feeding = (async () => {
    for (const part of parts) {
      host.push(part);
      await turn();
    }
    host.push(null);
  })();
  const hasResponses = api === "responses";
  const said: Said[] = [];
  let wentAhead = 0;
  for await (const event of ahead.read(sdk(body, { heard, isSlow }), { hasResponses })) {
    if ("part" in event) wentAhead += 1;
    if (isSlow()) await turn();
    said.push(...shown(event, hasResponses));
  }
  await feeding;
  return { said: inOne(said), heard, wentAhead, ahead };
}

const word = (text: string): Said => ({ text, part: 0 });

test.each(API_NAMES)("a long text of %s goes ahead, and the SDK is given it in few events", async (api) => {
  const all = Array.from({ length: 200 }, (_, at) => word(`word ${at} `));
  const { said, heard, wentAhead, ahead } = await play(all.map(APIS[api]), { api });
  const text = inOne(all);
  expect(said).toEqual(text);
  expect(wentAhead).toBeGreaterThan(150);
  expect(heard.length).toBeLessThan(50);
  expect(ahead.shown).toBe(all.map((one) => ("text" in one ? one.text : "")).join("").length);
});

test.each(API_NAMES)(
  "the SDK hears that the model has begun when %s begin with an empty text",
  async (api) => {
    const all = ["", "Once ", ...Array.from({ length: 50 }, () => "upon ")].map(word);
    const frames = all.map(APIS[api]);
    const { said, heard, wentAhead } = await play(frames, { api });
    expect(heard.slice(0, 2)).toEqual(frames.slice(0, 2).map((one) => one.trim()));
    expect(said).toEqual(inOne(all));
    expect(wentAhead).toBeGreaterThan(25);
  },
);

test("a host that numbers its words is shown and given to the SDK as any other", async () => {
  const all = Array.from({ length: 50 }, (_, at) => word(`word ${at} `));
  const numbered = all.map((said, at) => APIS.responses(said).replace("{", `{"number":${at},`));
  const { said, heard } = await play(numbered, { api: "responses" });
  expect(said).toEqual(inOne(all));
  expect(heard).toEqual(numbered.map((one) => one.trim()));
});

test("words don't overtake a frame that is longer than what is held, nor one without an end", async () => {
  const long = word("x".repeat(400_000));
  const all = [word("one "), word("two "), long, ...Array.from({ length: 50 }, () => word("after "))];
  const frames = all.map(APIS.responses);
  const cut = frames.flatMap((one) => one.match(/[^]{1,100000}/g) ?? []);
  const { said, wentAhead } = await play(cut, { api: "responses", isSlow: () => true });
  expect(said).toEqual(inOne(all));
  expect(wentAhead).toBeLessThan(2);
});

test("words wait for what came before them", async () => {
  const before = Array.from({ length: 50 }, () => word("before "));
  const after = Array.from({ length: 50 }, () => word("after "));
  const all = [...before, { name: "a call" }, ...after];
  const { said } = await play(all.map(APIS.responses), { api: "responses", isSlow: () => true });
  expect(said).toEqual(inOne(all));
});

test("whatever a host says, and whoever is slow, is shown and given to the SDK once and in order", async () => {
  const text = fc.record({ text: fc.string({ maxLength: 4 }), part: fc.nat({ max: 1 }) });
  const other = fc.record({ name: fc.constantFrom("a call", "a thought") });
  const says = fc.array(fc.oneof({ weight: 6, arbitrary: text }, other), { maxLength: 40 });
  const property = fc.asyncProperty(
    fc.constantFrom(...API_NAMES),
    says,
    fc.infiniteStream(fc.boolean()),
    fc.infiniteStream(fc.constantFrom(0, 0, 0, 1)),
    fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 }),
    async (api, given, slow, windows, cuts) => {
      const all = given.map((said) => (api === "responses" || "name" in said ? said : { ...said, part: 0 }));
      const stream = all.map(APIS[api]).join("");
      const parts: string[] = [];
      let at = 0;
      for (const cut of cuts) parts.push(stream.slice(at, (at += cut)));
      parts.push(stream.slice(at));
      const { said, heard } = await play(parts.filter(Boolean), {
        api,
        isSlow: () => slow.next().value ?? false,
        windowMs: () => windows.next().value ?? 0,
      });
      expect(said).toEqual(inOne(all));
      const toSdk = heard.map((one): Read => JSON.parse(one.slice("data: ".length)));
      const toSdkShown = toSdk.flatMap((event) => {
        const raw = new RunRawModelStreamEvent({ type: "model", event });
        const content = event.choices?.[0].delta.content;
        return content === undefined ? shown(raw, true) : [{ text: content, part: 0 }];
      });
      expect(inOne(toSdkShown)).toEqual(inOne(all));
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

test("a reader that leaves lets the host's stream end", async () => {
  const ahead = new WordsAhead();
  const host = new Readable({ read() {} });
  const body = gatherWords(host, { ahead });
  const events = ahead.read(sdk(body, { heard: [], isSlow: () => false }), { hasResponses: true });
  host.push(APIS.responses(word("one")));
  await events.next();
  host.push(APIS.responses(word("two")));
  await delay(10);
  await events.return(undefined);
  host.push(APIS.responses(word("three")));
  host.push(null);
  await expect.poll(() => host.readableEnded || host.destroyed).toBe(true);
  expect(ahead.isLevel).toBe(false);
});
