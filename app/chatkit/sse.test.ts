import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import { encodeComment, encodeEvent, parseEvents, readLines } from "./sse.ts";
import { collect } from "./testing/harness.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (chunk: Uint8Array) => new TextDecoder().decode(chunk);

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** The bytes in chunks of these sizes. */
function cut(whole: Uint8Array, sizes: Iterator<number>): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < whole.length;) {
    const size = sizes.next().value;
    chunks.push(whole.slice(start, start + size));
    start += size;
  }
  return chunks;
}

const read = (text: string) => collect(parseEvents(streamOf(bytes(text))));
const notice = (message: string): ThreadStreamEvent => ({ type: "notice", level: "info", message });

describe("encodeEvent", () => {
  it("writes the bytes of chatkit-python, without undefined fields", () => {
    const event: ThreadStreamEvent = { type: "progress_update", icon: undefined, text: "Ünïcode 😀\n2" };
    expect(textOf(encodeEvent(event))).toBe('data: {"type":"progress_update","text":"Ünïcode 😀\\n2"}\n\n');
  });

  it("puts an id line before the data", () => {
    const event: ThreadStreamEvent = { type: "stream_options", stream_options: { allow_cancel: true } };
    expect(textOf(encodeEvent(event, { id: 7 }))).toBe(
      'id: 7\ndata: {"type":"stream_options","stream_options":{"allow_cancel":true}}\n\n',
    );
  });
});

it("encodes each line of a comment as a comment", () => {
  expect(textOf(encodeComment("ping"))).toBe(": ping\n\n");
  expect(textOf(encodeComment("a\r\ndata: {}\rb"))).toBe(": a\n: data: {}\n: b\n\n");
});

describe("parseEvents", () => {
  it("reads lines that end in LF, CR or CRLF", async () => {
    const json = JSON.stringify(notice("x"));
    for (const end of ["\n", "\r", "\r\n"]) {
      expect(await read(`: hi${end}${end}data: ${json}${end}${end}data:${json}${end}${end}`)).toEqual([
        { event: notice("x") },
        { event: notice("x") },
      ]);
    }
  });

  it("joins the data lines of one event", async () => {
    expect(await read('data: {"type":"notice","level":"info",\ndata: "message":"x"}\n\n')).toEqual([
      { event: notice("x") },
    ]);
  });

  it("gives the last id seen and ignores an id that contains NUL", async () => {
    const data = `data: ${JSON.stringify(notice("x"))}\n\n`;
    const events = await read(
      `${data}id: 4\n${data}${data}id: 5\0\n${data}event: foo\nretry: 1\nid: 6\n\n${data}`,
    );
    expect(events.map((event) => event.id)).toEqual([undefined, "4", "4", "4", "6"]);
  });

  it("skips data that is not a known event", async () => {
    const events = await read(
      `data: {oops\n\ndata: 1\n\ndata: {"type":"from.the.future"}\n\ndata: {"type":"toString"}\n\ndata\n\ndata: ${JSON.stringify(notice("x"))}\n\n`,
    );
    expect(events).toEqual([{ event: notice("x") }]);
  });

  it("drops a leading byte order mark and an unfinished block", async () => {
    expect(
      await read(`\ufeffdata: ${JSON.stringify(notice("x"))}\n\ndata: ${JSON.stringify(notice("y"))}\n`),
    ).toEqual([{ event: notice("x") }]);
  });

  it("parses what encodeEvent has written, wherever the chunks are cut", async () => {
    const event = fc.string({ unit: "binary" }).map(notice);
    await fc.assert(
      fc.asyncProperty(
        fc.array(event),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        async (events, sizes) => {
          const all = bytes(
            events.map((one, index) => textOf(encodeEvent(one, { id: index }))).join(": ping\r\n\r\n"),
          );
          expect(await collect(parseEvents(streamOf(...cut(all, sizes))))).toEqual(
            events.map((one, index) => ({ id: String(index), event: one })),
          );
        },
      ),
    );
  });

  it("cancels the stream when the loop is left", async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encodeEvent(notice("x"))),
      cancel: () => void (cancelled = true),
    });
    for await (const { event } of parseEvents(stream)) {
      expect(event).toEqual(notice("x"));
      break;
    }
    expect(cancelled).toBe(true);
  });

  it("rejects when the connection breaks", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("reset")),
    });
    await expect(collect(parseEvents(stream))).rejects.toThrow("reset");
  });
});

it("readLines finds the same lines wherever the bytes are cut", async () => {
  const text = fc.string({ unit: fc.constantFrom("\n", "\r", "\r\n", "a", "é", "😀") });
  await fc.assert(
    fc.asyncProperty(text, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), async (whole, sizes) => {
      const stream = streamOf(...cut(bytes(whole), sizes));
      expect(await collect(readLines(stream))).toEqual(whole.split(/\r\n|\r|\n/).slice(0, -1));
    }),
  );
});
