import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatKitError } from "./errors.ts";
import { parseRequest } from "./parse-request.ts";
import { isStreamingRequest } from "./protocol/requests.ts";
import { pageSize } from "./requests/pages.ts";

function refusal(body: unknown): string {
  return refusalOf(body).message;
}

function refusalOf(body: unknown): ChatKitError {
  try {
    parseRequest(body);
  } catch (error) {
    if (error instanceof ChatKitError && error.code === "invalid_request") return error;
    throw error;
  }
  throw new Error("the request was accepted");
}

const create = (input: unknown) => ({ type: "threads.create", params: { input } });
const toolOutput = (result: unknown) => ({
  type: "threads.add_client_tool_output",
  params: { thread_id: "t", result },
});
const answers = (given: object) => ({
  type: "threads.add_structured_input",
  params: { thread_id: "t", item_id: "i", input: { answers: given } },
});

describe("parseRequest", () => {
  it("parses a request of the ChatKit client and drops unknown fields", () => {
    const request = parseRequest({
      type: "threads.create",
      params: {
        input: {
          content: [{ type: "input_text", text: "List tasks", color: "red" }],
          quoted_text: "",
          attachments: [],
          inference_options: { model: "m1", temperature: 2 },
        },
        extra: 1,
      },
      more: true,
    });
    expect(request).toEqual({
      type: "threads.create",
      params: {
        input: {
          content: [{ type: "input_text", text: "List tasks" }],
          quoted_text: undefined,
          attachments: [],
          inference_options: { model: "m1" },
        },
      },
    });
  });

  it("fills in defaults for fields that are absent or null", () => {
    const tag = { type: "input_tag", id: "task_1", text: "Milk", group: null, data: null };
    const request = parseRequest(create({ content: [tag], attachments: null, quoted_text: null }));
    expect(request.params).toEqual({
      input: {
        content: [{ type: "input_tag", id: "task_1", text: "Milk", data: {}, interactive: false }],
        attachments: [],
        inference_options: {},
      },
    });
  });

  it.each([
    [null, "Invalid request: type: expected a string."],
    [[], "Invalid request: type: expected a string."],
    [{ type: 7 }, "Invalid request: type: expected a string."],
    [{ type: "threads.eat", params: {} }, 'Unknown request type "threads.eat".'],
    [{ type: "threads.get_by_id" }, "params: expected object"],
    [
      { type: "threads.get_by_id", params: { thread_id: 1 } },
      "params.thread_id: expected string, received number",
    ],
    [{ type: "threads.list", params: { limit: "9" } }, "params.limit: expected number, received string"],
    [create({ content: [{ type: "input_text", text: 5 }] }), "params.input.content.0.text: expected string"],
    [create({ content: [{ type: "input_video" }] }), "params.input.content.0.type"],
    [create({ content: [] }), "params.input.content: the message is empty"],
    [
      create({ content: [{ type: "input_text", text: " \n" }] }),
      "params.input.content: the message is empty",
    ],
    [
      create({ content: [{ type: "input_text", text: "\u200b\u200d\u2060\ufeff\u00ad\u0001 \ufe0f" }] }),
      "params.input.content: the message is empty",
    ],
    [create({ content: [{ type: "input_text", text: "x".repeat(200_001) }] }), "too long by 1 character:"],
    [{ type: "threads.update", params: { thread_id: "t", title: "  " } }, "params.title: the title is empty"],
    [
      { type: "threads.update", params: { thread_id: "t", title: "\u200b" } },
      "params.title: the title is empty",
    ],
    [
      { type: "threads.update", params: { thread_id: "t", title: "x".repeat(301) } },
      "params.title: the title is too",
    ],
    [{ type: "items.feedback", params: { thread_id: "t", item_ids: ["a"], kind: "meh" } }, "params.kind"],
    [toolOutput("x".repeat(65_535)), "params.result: the output is too long: at most 65536"],
    [toolOutput(Array.from({ length: 15_000 }, () => "four")), "params.result: the output is too long"],
    [
      answers({ a: { values: ["x".repeat(65_536)] } }),
      "params.input.answers: the answers are too long: at most 65536 characters",
    ],
    [
      answers({ a: { values: Array.from({ length: 101 }, () => "") } }),
      "answers.a.values: at most 100 values",
    ],
    [
      answers(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`q${n}`, { values: [] }]))),
      "params.input.answers: at most 100 answers",
    ],
  ])("refuses %j and names the field", (body, message) => {
    expect(refusal(body)).toContain(message);
  });

  it("gives every issue with its path, and names three in the message", () => {
    const content = [1, 2, 3, 4].map((text) => ({ type: "input_text", text }));
    const error = refusalOf(create({ content }));
    expect(error.issues).toEqual(
      [0, 1, 2, 3].map((index) => ({
        path: `params.input.content.${index}.text`,
        message: "expected string, received number",
        code: "invalid_type",
      })),
    );
    expect(error.message).toMatch(/^Invalid request: params\.input\.content\.0\.text: .*; and 1 more\.$/);
  });

  it("names the kind of a problem with a code", () => {
    expect(refusalOf(create({ content: [] })).issues).toMatchObject([{ code: "message_empty" }]);
    const long = create({ content: [{ type: "input_text", text: "x".repeat(200_001) }] });
    expect(refusalOf(long).issues).toMatchObject([{ code: "message_too_long" }]);
    const untitled = { type: "threads.update", params: { thread_id: "t", title: "" } };
    expect(refusalOf(untitled).issues).toMatchObject([{ code: "title_empty" }]);
  });

  it("accepts visible text between invisible characters", () => {
    for (const text of ["\u200bHi\u200b", "👩\u200d👩", "\u2764\ufe0f", "نمی\u200cخواهم"])
      expect(parseRequest(create({ content: [{ type: "input_text", text }] })).params).toMatchObject({
        input: { content: [{ text }] },
      });
  });

  it("accepts a tool's output up to its limit, and none", () => {
    const result = "x".repeat(65_534);
    expect(parseRequest(toolOutput(result)).params).toMatchObject({ result });
    expect(parseRequest(toolOutput(undefined)).params).toEqual({ thread_id: "t" });
  });

  it("accepts a message with only an attachment", () => {
    const request = parseRequest(create({ content: [], attachments: ["a", "a", "b"] }));
    expect(request.params).toMatchObject({ input: { attachments: ["a", "b"] } });
  });

  it("removes NULs and replaces lone surrogates", () => {
    const request = parseRequest(create({ content: [{ type: "input_text", text: "a\0b \ud83d c 😀" }] }));
    expect(request.params).toMatchObject({ input: { content: [{ text: "ab \ufffd c 😀" }] } });
    expect(refusal(create({ content: [{ type: "input_text", text: "\0" }] }))).toContain("empty");
  });

  it("keeps an action's payload, including nulls and a key named __proto__", () => {
    const payload: unknown = JSON.parse('{"__proto__":{"a":1},"k\\u0000":null}');
    const request = parseRequest({
      type: "threads.custom_action",
      params: { thread_id: "t", action: { type: "a", payload } },
    });
    if (request.type !== "threads.custom_action") throw new Error("wrong type");
    expect(JSON.stringify(request.params.action.payload)).toBe('{"__proto__":{"a":1},"k":null}');
  });

  it("refuses a body that is nested too deep", () => {
    let payload: unknown = 1;
    for (let depth = 0; depth < 100; depth++) payload = [payload];
    const message = refusal({
      type: "threads.custom_action",
      params: { thread_id: "t", action: { type: "a", payload } },
    });
    expect(message).toContain("nested more than 100 levels");
  });

  const REFUSED = { code: "invalid_request", status: 400 };
  const thrownBy = (body: unknown): unknown => {
    try {
      parseRequest(body);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it("parses any JSON to a request or refuses it with invalid_request", () => {
    const types = fc.constantFrom(
      "threads.create",
      "items.list",
      "threads.list",
      "threads.add_structured_input",
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ type: types, params: fc.jsonValue() })), (body) => {
        expect(thrownBy(body) ?? REFUSED).toMatchObject(REFUSED);
      }),
    );
  });
});

describe("limits of pages", () => {
  it.each([
    [9999, 100],
    [1e99, 100],
    [Number.POSITIVE_INFINITY, 100],
    [-1, 1],
    [0, 20],
    [-0, 20],
    [0.5, 1],
    [2.9, 2],
    [50, 50],
    [null, 20],
    [undefined, 20],
  ])("turns %s into %s", (limit, size) => {
    expect(pageSize(limit)).toBe(size);
  });

  it("are taken from a request however large", () => {
    const body: unknown = JSON.parse('{"type":"threads.list","params":{"limit":1e999,"order":null}}');
    expect(parseRequest(body).params).toMatchObject({ limit: Number.MAX_VALUE, order: "desc" });
  });
});

it("distinguishes streaming requests", () => {
  expect(isStreamingRequest(parseRequest(create({ content: [{ type: "input_text", text: "x" }] })))).toBe(
    true,
  );
  expect(isStreamingRequest(parseRequest({ type: "threads.list", params: {} }))).toBe(false);
});
