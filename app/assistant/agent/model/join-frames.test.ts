import fc from "fast-check";
import { expect, test } from "vitest";
import { joinFrames } from "./join-frames.ts";

const frame = (data: object, event?: string) =>
  `${event ? `event: ${event}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
const TYPE = "response.output_text.delta";
const words = (delta: string, more: object = {}) =>
  frame(
    { type: TYPE, item_id: "msg_1", output_index: 0, content_index: 0, logprobs: [], delta, ...more },
    TYPE,
  );
const chunk = (delta: object, more: object = {}) =>
  frame({ id: "chat_1", choices: [{ index: 0, delta, finish_reason: null }], ...more });

test("words of one place are joined, and keep what stands beside the first ones", () => {
  const joined = joinFrames(
    words("One ", { sequence_number: 4 }) + words("two", { sequence_number: 5, obfuscation: "x" }),
  );
  expect(joined).toBe(words("One two", { sequence_number: 4 }));
});

test("so are a call's arguments and what a model thinks", () => {
  const part = (type: string, delta: string) => frame({ type, item_id: "i", output_index: 1, delta }, type);
  for (const type of ["response.function_call_arguments.delta", "response.reasoning_summary_text.delta"]) {
    expect(joinFrames(part(type, '{"a"') + part(type, ":1}"))).toBe(part(type, '{"a":1}'));
  }
});

test.each([
  ["another place", words("a") + words("b", { content_index: 1 })],
  ["another item", words("a") + words("b", { item_id: "msg_2" })],
  ["probabilities", words("a") + words("b", { logprobs: [{ token: "b" }] })],
  ["another event between them", words("a") + frame({ type: "response.other" }) + words("b")],
  ["a comment between them", `${words("a")}: waiting\n\n${words("b")}`],
  ["data in two lines", `data: {"type":"${TYPE}",\ndata: "delta":"a"}\n\n${words("b")}`],
  ["what is no JSON", `${words("a")}data: {"type":\n\n${words("b")}data: [DONE]\n\n`],
  ["a delta that is no text", frame({ type: "x.delta", delta: 1 }) + frame({ type: "x.delta", delta: 2 })],
  [
    "the last chunk",
    chunk({ content: "a" }) +
      frame({ id: "chat_1", choices: [{ index: 0, delta: { content: "b" }, finish_reason: "stop" }] }),
  ],
  ["a chunk with usage", chunk({ content: "a" }) + chunk({ content: "b" }, { usage: { total_tokens: 1 } })],
  ["a chunk with a call", chunk({ content: "a" }) + chunk({ content: "b", tool_calls: [{ index: 0 }] })],
  ["thinking and text", chunk({ reasoning_content: "a" }) + chunk({ content: "b" })],
  [
    "two choices",
    frame({
      id: "chat_1",
      choices: [
        { index: 0, delta: { content: "a" } },
        { index: 1, delta: { content: "b" } },
      ],
    }) + chunk({ content: "c" }),
  ],
])("stays as it is: %s", (_what, text) => {
  expect(joinFrames(text)).toBe(text);
});

test("chunks of a chat completion are joined, also for hosts that end lines with CR LF", () => {
  const joined = chunk({ role: "assistant", content: "One two" });
  const parts =
    chunk({ role: "assistant", content: "" }) + chunk({ content: "One " }) + chunk({ content: "two" });
  expect(joinFrames(parts)).toBe(joined);
  expect(joinFrames(parts.replaceAll("\n", "\r\n"))).toBe(joined.replaceAll("\n", "\r\n"));
});

test("the text of all frames together is the same, whatever they say", () => {
  const anything = fc.array(
    fc.oneof(
      fc.string({ unit: "binary" }).map((text) => words(text)),
      fc.jsonValue().map((value) => `data: ${JSON.stringify(value)}\n\n`),
    ),
  );
  const read = (text: string) =>
    [...text.matchAll(/^data: (.*)$/gm)].map(([, json = ""]): unknown => JSON.parse(json));
  const said = (text: string) =>
    read(text).reduce<string>((all, data) => all + (isWords(data) ? data.delta : JSON.stringify(data)), "");
  fc.assert(
    fc.property(anything, (frames) => {
      expect(said(joinFrames(frames.join("")))).toBe(said(frames.join("")));
    }),
  );
});

const isWords = (data: unknown): data is { delta: string } =>
  typeof data === "object" && data !== null && "type" in data && data.type === TYPE;
