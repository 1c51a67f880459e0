import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLostMessages } from "./lost-messages.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page that shows one conversation in one of the views. */
function start(view: "chatkit" | "instant", shown: string | null) {
  const told: unknown[] = [];
  const page = { view, shown };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const input = Object.assign(new EventTarget(), { value: "" }) as HTMLTextAreaElement;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const chatkit = { setComposerValue: async (value: unknown) => void told.push(value) } as never;
  const lost = createLostMessages({
    chatkitAt: (id) => (page.view === "chatkit" && page.shown === id ? chatkit : null),
    inputAt: (id) => (page.view === "instant" && page.shown === id ? input : null),
  });
  return { lost, told, page, input };
}

const tag = { type: "input_tag" as const, id: "tsk_1", text: "Milk" };
const file = { type: "file" as const, id: "atc_1", name: "a.txt", mime_type: "text/plain" };
const content = [{ type: "input_text" as const, text: "Buy " }, tag];

it("come back into ChatKit whole, with their tags, files and the tool, once it has emptied its composer", async () => {
  const { lost, told } = start("chatkit", "thr_a");
  lost.restore({ threadId: "thr_a", content, attachments: [file], toolId: "search" });
  expect(told).toEqual([]);
  await vi.runAllTimersAsync();
  expect(told).toEqual([{ content, attachments: [file], selectedToolId: "search" }]);
  lost.look();
  expect(told, "once").toHaveLength(1);
});

it("wait for ChatKit to show their conversation again", async () => {
  const { lost, told, page } = start("chatkit", "thr_b");
  const message = { threadId: "thr_a", content, attachments: [] };
  lost.restore(message);
  expect(lost.isWaiting(message), "at once").toBe(true);
  await vi.runAllTimersAsync();
  expect(told).toEqual([]);
  expect(lost.isWaiting(message)).toBe(true);
  page.shown = "thr_a";
  lost.look();
  expect(told).toEqual([{ content }]);
  expect(lost.isWaiting(message)).toBe(false);
});

it("come back into the instant view where that has taken over again, unless something is written there", async () => {
  const { lost, told, page, input } = start("instant", "thr_a");
  lost.restore({ threadId: "thr_a", content, attachments: [] });
  await vi.runAllTimersAsync();
  expect(input.value).toBe("Buy @Milk");
  lost.restore({ threadId: "thr_a", content, attachments: [] });
  input.value = "Another thought";
  await vi.runAllTimersAsync();
  expect(input.value).toBe("Another thought");
  page.view = "chatkit";
  lost.look();
  expect(told, "the draft was moved with the instant view's").toEqual([]);
});
