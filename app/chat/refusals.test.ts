import { expect, test } from "vitest";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { parseRequest } from "#app/chatkit/parse-request.ts";
import { forPeople } from "./refusals.ts";

/** The error with which the protocol refuses a request. */
function refusal(body: unknown): ChatKitError {
  try {
    parseRequest(body);
  } catch (error) {
    if (error instanceof ChatKitError) return error;
  }
  throw new Error("this request is not refused");
}
const send = (text: string) => ({
  type: "threads.create",
  params: { input: { content: [{ type: "input_text", text }], attachments: [], inference_options: {} } },
});
const rename = (title: string) => ({ type: "threads.update", params: { thread_id: "thr_1", title } });

test.each([
  [send("   "), "Write a message first."],
  [send("\u200b"), "Write a message first."],
  [send("x".repeat(200_001)), "The message is too long by 1 character: at most 200000."],
  [rename(" "), "Write a title first."],
  [rename("x".repeat(301)), "The title is too long: at most 300 characters."],
])("shows the problem without the path of the field (case %#)", (body, sentence) => {
  expect(refusal(body).message).toMatch(/^Invalid request: params\./);
  expect(forPeople(refusal(body))).toBe(sentence);
});

test("names the first of several problems", () => {
  const body = { type: "threads.update", params: { thread_id: 1, title: "" } };
  expect(refusal(body).message).toContain("; ");
  expect(forPeople(refusal(body))).toBe("Expected string, received number.");
});

test("keeps a message that has no issues", () => {
  const sentence = "This conversation is still answering. Wait for it, then send again.";
  expect(forPeople(new ChatKitError("conflict", sentence))).toBe(sentence);
});
