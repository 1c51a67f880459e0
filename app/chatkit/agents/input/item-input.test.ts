import { describe, expect, test } from "vitest";
import type { ThreadItem } from "../../protocol/items.ts";
import { toInput } from "./item-input.ts";

const fields = (id: string) => ({ id, thread_id: "thread_1", created_at: "2026-10-01T10:00:00.000Z" });
const message = (more: object): ThreadItem => ({
  type: "user_message",
  ...fields("msg_1"),
  content: [{ type: "input_text", text: "Hello" }],
  attachments: [],
  inference_options: {},
  ...more,
});

function words(item: ThreadItem, isNewest?: boolean): string | undefined {
  const input = toInput(item, { isNewest });
  if (input?.kind === "whole") throw new Error("expected words");
  return input?.text;
}

describe("a user message", () => {
  // chatkit-python: test_input_item_converter_quotes_last_user_message
  test("includes its quoted text only when it is the newest message", () => {
    const item = message({ quoted_text: "as I said" });
    expect(words(item)).toBe("<app_note>\nThe user refers to this text:\nas I said\n</app_note>\n\nHello");
    expect(words(item, false)).toBe("Hello");
  });

  // chatkit-python: test_input_item_converter_user_input_with_tags,
  // test_input_item_converter_user_input_with_tags_throws_by_default
  test("describes each tagged entity once, with the data of its tag", () => {
    const tag = {
      type: "input_tag",
      id: "tsk_1",
      text: "Buy milk",
      data: { due: "today" },
      interactive: false,
    };
    const text = words(message({ content: [tag, { type: "input_text", text: " and " }, tag] }));
    expect(text).toMatch(/@Buy milk and @Buy milk$/);
    expect(text?.match(/stands for \{"id":"tsk_1","due":"today"\}/g)).toHaveLength(1);
  });

  test("names its attachments", () => {
    const file = { type: "file", id: "atc_1", name: "plan.pdf", mime_type: "application/pdf" };
    expect(words(message({ attachments: [file] }))).toContain(
      "A file is attached: plan.pdf (application/pdf).",
    );
  });
});

// chatkit-python: test_input_item_converter_to_input_items_mixed
test("joins the parts of an answer, and leaves out an empty answer", () => {
  const part = (text: string) => ({ type: "output_text" as const, text, annotations: [] });
  const answer = (...texts: string[]): ThreadItem => ({
    type: "assistant_message",
    ...fields("msg_2"),
    content: texts.map((text) => part(text)),
  });
  expect(words(answer("How are you?", "I can't do that."))).toBe("How are you?\n\nI can't do that.");
  expect(toInput(answer())).toBeUndefined();
});

// chatkit-python: test_input_item_converter_for_hidden_context_with_string_content,
// test_input_item_converter_for_hidden_context_with_non_string_content
test("includes hidden context, as text or JSON", () => {
  const note = (content: unknown): ThreadItem => ({
    type: "hidden_context_item",
    ...fields("hid_1"),
    content,
  });
  expect(words(note("The user pressed the red button"))).toContain("The user pressed the red button");
  expect(words(note({ pressed: "red" }))).toContain('{"pressed":"red"}');
});

test("describes a widget by its copy text, or by its JSON without one", () => {
  const widget = { type: "Card" as const, children: [{ type: "Text" as const, value: "Hello, world!" }] };
  const item = { type: "widget" as const, ...fields("wid_1"), widget };
  expect(words(item)).toMatch(/id: wid_1.*"value":"Hello, world!"/s);
  expect(words({ ...item, copy_text: "Hello" })).toMatch(/id: wid_1\):\nHello\n/);
});

describe("a client tool call", () => {
  const call = {
    type: "client_tool_call" as const,
    ...fields("tc_1"),
    call_id: "call_1",
    name: "navigate",
    arguments: { to: "/tasks" },
  };

  // chatkit-python: test_input_item_converter_with_client_tool_call
  test("becomes a function call with its output", () => {
    expect(toInput({ ...call, status: "completed", output: { opened: true } })).toMatchObject({
      items: [
        { type: "function_call", callId: "call_1", name: "navigate", arguments: '{"to":"/tasks"}' },
        { type: "function_call_result", callId: "call_1", output: { type: "text", text: '{"opened":true}' } },
      ],
    });
  });

  test("is left out without output", () => {
    expect(toInput({ ...call, status: "pending" })).toBeUndefined();
  });
});

// chatkit-python: test_input_item_converter_with_structured_input
test("describes a form with its answered, skipped and open questions", () => {
  const ask = { type: "freeform" as const };
  const text = words({
    type: "structured_input",
    ...fields("si_1"),
    status: "answered",
    inputs: [
      { ...ask, id: "1", question: "Which subject?", answer: { values: ["Math", "Art"], skipped: false } },
      { ...ask, id: "2", question: "Anything else?", answer: { values: [], skipped: true } },
      { ...ask, id: "3", question: "When?" },
    ],
  });
  expect(text).toContain(
    "(answered):\n- Which subject?: Math, Art\n- Anything else?: skipped\n- When?: unanswered",
  );
});

describe("a generated image", () => {
  const item = { type: "generated_image" as const, ...fields("img_1") };

  // chatkit-python: test_input_item_converter_generated_image_item
  test("becomes an input image", () => {
    const image = { id: "ig_1", url: "https://example.com/image.png" };
    expect(toInput({ ...item, image })).toMatchObject({
      items: [
        {
          role: "user",
          content: [{ type: "input_text" }, { type: "input_image", image: image.url, detail: "auto" }],
        },
      ],
    });
  });

  // chatkit-python: test_input_item_converter_generated_image_item_without_image
  test("is left out before the image exists", () => expect(toInput(item)).toBeUndefined());
});

describe("a workflow", () => {
  const status_indicator = "complete" as const;
  const adding = { type: "custom" as const, title: "Adding a task", content: "Buy milk", status_indicator };
  const thought = { type: "thought" as const, content: "Hm.", status_indicator };

  test("is described by its custom tasks", () => {
    expect(words({ type: "task", ...fields("tsk_1"), task: adding })).toContain("- Adding a task: Buy milk");
    expect(
      words({
        type: "workflow",
        ...fields("wf_1"),
        workflow: { type: "custom", tasks: [thought, adding], expanded: false },
      }),
    ).toBe("<app_note>\nThe user was shown that this was done:\n- Adding a task: Buy milk\n</app_note>");
  });

  test("is left out when it contains only reasoning", () => {
    const workflow = { type: "reasoning" as const, tasks: [thought], expanded: false };
    expect(toInput({ type: "workflow", ...fields("wf_1"), workflow })).toBeUndefined();
    expect(toInput({ type: "end_of_turn", ...fields("eot_1") })).toBeUndefined();
  });
});
