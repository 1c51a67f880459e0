import fc from "fast-check";
import { expect, it } from "vitest";
import { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import { encodeEvent, parseEvents } from "./sse.ts";
import {
  added,
  assistant,
  collect,
  createHarness,
  delta,
  done,
  hidden,
  input,
  thread,
  USER,
  user,
  widget,
} from "./testing/harness.ts";
import { applyEvent, applyUpdate } from "./transcript.ts";

/** One step of a turn; items are finished in the order in which they were begun. */
type Step =
  | { do: "begin" | "finish" | "finish at once" | "hide" | "replace" | "remove" | "progress" | "annotate" }
  | { do: "say"; text: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom(
      "begin",
      "finish",
      "finish at once",
      "hide",
      "replace",
      "remove",
      "progress",
      "annotate",
    ),
  }),
  fc.record({ do: fc.constant("say"), text: fc.string({ unit: "grapheme" }) }),
);

const annotated = (itemId: string, index: number): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id: itemId,
  update: {
    type: "assistant_message.content_part.annotation_added",
    content_index: 0,
    annotation_index: 0,
    annotation: {
      type: "annotation",
      source: { type: "url", title: "A page", url: `https://example.com/${index}` },
    },
  },
});

/** Plays the steps as an assistant would, and finishes in the end what it began. */
async function* play(steps: Step[]): AsyncGenerator<ThreadStreamEvent> {
  const open: ThreadItem[] = [];
  const finished: ThreadItem[] = [];
  let count = 0;
  const finish = (item: ThreadItem): ThreadStreamEvent => {
    finished.push(item);
    return done(item);
  };
  for (const one of steps) {
    const [oldest] = open;
    const newest = open.at(-1);
    const target = finished.at(-1);
    if (one.do === "begin") {
      const item = assistant(`a${count++}`);
      open.push(item);
      yield added(item);
    } else if ((one.do === "say" || one.do === "annotate") && newest) {
      const event = one.do === "say" ? delta(newest.id, one.text) : annotated(newest.id, count++);
      if (event.type === "thread.item.updated") open[open.length - 1] = applyUpdate(newest, event.update);
      yield event;
    } else if (one.do === "finish" && oldest) {
      open.shift();
      yield finish(oldest);
    } else if (one.do === "finish at once" && open.length === 0) {
      yield finish(widget(`w${count++}`));
    } else if (one.do === "hide") {
      yield done(hidden(`h${count++}`));
    } else if (one.do === "replace" && target) {
      yield { type: "thread.item.replaced", item: assistant(target.id, "replaced") };
    } else if (one.do === "remove" && target) {
      finished.pop();
      yield { type: "thread.item.removed", item_id: target.id };
    } else if (one.do === "progress") {
      yield { type: "progress_update", text: "…" };
    }
  }
  for (const item of open) yield finish(item);
}

async function reload(json: (body: unknown) => Promise<unknown>): Promise<unknown> {
  const body = await json({
    type: "items.list",
    params: { thread_id: "thread_1", limit: 9999, order: "asc" },
  });
  const page: { data: unknown } = JSON.parse(JSON.stringify(body));
  return page.data;
}

const send = { type: "threads.add_user_message", params: { thread_id: "thread_1", input: input("Go") } };

it("applying a turn's events gives what a reload shows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { store, json, process } = createHarness({ respond: () => play(steps) });
      const before = [user("u", "Hi"), assistant("old", "Hello")];
      await store.createThread(thread(), before, USER);

      const result = await process(send);
      if (result.kind !== "stream") throw new Error("expected a stream");
      const events = result.events(new AbortController().signal);
      const bytes = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done: ended, value } = await events.next();
          if (ended) controller.close();
          else controller.enqueue(encodeEvent(value));
        },
      });
      const received = (await collect(parseEvents(bytes))).map(({ event }) => event);

      for (const event of received) expect(ThreadStreamEvent.parse(event)).toEqual(event);
      expect(received.reduce(applyEvent, before)).toEqual(await reload(json));
    }),
    { numRuns: 200 },
  );
});

it("after an aborted turn, a reload shows the answer that was on the screen", async () => {
  const texts = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (parts, stop) => {
      const { store, json, process } = createHarness({
        respond: () => play([{ do: "begin" }, ...parts.map((text): Step => ({ do: "say", text }))]),
      });
      await store.createThread(thread(), [], USER);
      const result = await process(send);
      if (result.kind !== "stream") throw new Error("expected a stream");
      const controller = new AbortController();
      let shown: ThreadItem[] = [];
      let said = 0;
      for await (const event of result.events(controller.signal)) {
        shown = applyEvent(shown, event);
        if (event.type === "thread.item.updated" && said++ === stop % parts.length) controller.abort();
      }
      const isEmpty = (item: ThreadItem) =>
        item.type === "assistant_message" && item.content.every((part) => part.text.trim() === "");
      const stopped = (item: ThreadItem) =>
        item.type === "assistant_message" ? { ...item, ended: "stopped" } : item;
      expect(shown.filter((item) => !isEmpty(item)).map(stopped)).toEqual(await reload(json));
    }),
  );
});
