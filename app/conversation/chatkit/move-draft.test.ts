import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { UserMessageContent } from "@openai/chatkit";
import { moveDraft } from "./move-draft.ts";

/** As much of a textarea as the draft needs; there is no browser here. */
const textarea = (value: string) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  Object.assign(new EventTarget(), {
    value,
    style: {},
    focus() {},
    remove() {},
  }) as unknown as HTMLTextAreaElement;
const press = (target: EventTarget, key: string) =>
  target.dispatchEvent(Object.assign(new Event("keydown"), { key }));

/** A page in which this has the focus; it is also the field in which the focus waits between two composers. */
function pageWith(activeElement: unknown): HTMLTextAreaElement {
  const between = textarea("");
  vi.stubGlobal("document", { activeElement, body: { append() {} }, createElement: () => between });
  return between;
}

/** A composer that notes what it was told; `on` happens while it does that for the first time. */
function composer(on: { set?: () => unknown; focus?: () => unknown } = {}) {
  const seen: string[] = [];
  return {
    seen,
    async setComposerValue({ content = [] }: { content?: UserMessageContent[] }) {
      seen.push(content.map(({ text }) => text).join(""));
      if (seen.length === 1) on.set?.();
    },
    async focusComposer() {
      seen.push("(focus)");
      on.focus?.();
    },
  };
}

const alive = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("brings keys along that are typed while the draft is on its way, and then the focus", async () => {
  const input = textarea("my dra");
  pageWith(input);
  const chatkit = composer({ set: () => void (input.value += "ft") });
  const moving = moveDraft(chatkit, input, () => true, alive);
  await vi.runAllTimersAsync();
  await moving;
  expect(chatkit.seen).toEqual(["my dra", "my draft", "(focus)"]);
  expect(input.value).toBe("");
});

it("waits for a pause in the typing", async () => {
  const input = textarea("m");
  pageWith(input);
  const chatkit = composer();
  const moving = moveDraft(chatkit, input, () => true, alive);
  for (const key of "y word") {
    await vi.advanceTimersByTimeAsync(200);
    press(input, key);
    input.value += key;
  }
  expect(chatkit.seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(250);
  await moving;
  expect(chatkit.seen).toEqual(["my word", "(focus)"]);
});

it("puts keys that come while the focus is on its way after the draft", async () => {
  const input = textarea("my dra");
  const between = pageWith(input);
  let focused = 0;
  const chatkit = composer({ focus: () => focused++ === 0 && (between.value = "f") });
  const moving = moveDraft(chatkit, input, () => true, alive);
  await vi.advanceTimersByTimeAsync(300);
  expect(chatkit.seen, "typing goes on").toEqual(["my dra", "(focus)"]);
  press(between, "t");
  between.value += "t";
  await vi.advanceTimersByTimeAsync(249);
  expect(chatkit.seen).toEqual(["my dra", "(focus)"]);
  await vi.advanceTimersByTimeAsync(1);
  await moving;
  expect(chatkit.seen).toEqual(["my dra", "(focus)", "my draft", "(focus)"]);
});

it("leaves the draft alone when ChatKit is not to be shown after all", async () => {
  const input = textarea("my draft");
  pageWith(null);
  await moveDraft(composer(), input, () => false, alive);
  expect(input.value).toBe("my draft");
});

it("keeps blanks at both ends, and waits for the composer with an empty draft too", async () => {
  const spaced = composer();
  const input = textarea(" two \n");
  pageWith(null);
  await moveDraft(spaced, input, () => true, alive);
  expect(spaced.seen).toEqual([" two \n"]);
  const empty = composer();
  await moveDraft(empty, textarea(""), () => true, alive);
  expect(empty.seen).toEqual([""]);
});

it("gives back what an element that went away has left behind", async () => {
  const input = textarea("my dra");
  const between = pageWith(input);
  const life = new AbortController();
  const chatkit = { ...composer(), focusComposer: () => new Promise<void>(() => undefined) };
  const moving = moveDraft(chatkit, input, () => true, life.signal);
  await vi.advanceTimersByTimeAsync(300);
  between.value = "ft";
  life.abort();
  await moving;
  expect(input.value).toBe("my draft");
});
