import { expect, it } from "vitest";
import { isBlank } from "./blank.ts";
import { UserMessageInput } from "./protocol/user-input.ts";

const isAccepted = (text: string) =>
  UserMessageInput.safeParse({ content: [{ type: "input_text", text }] }).success;

it.each([
  ["nothing", ""],
  ["white space", " \t\r\n\u00a0\u3000"],
  ["a zero-width space", "\u200b"],
  ["joiners and a byte order mark", "\u200c\u200d\u2060\ufeff"],
  ["marks of direction", "\u200e\u202b\u2069"],
  ["control characters", "\u0000\u0007\u007f"],
  ["a mixture of them", " \u200b\n\u00ad "],
])("finds nothing to read in %s, and the server refuses it", (_, text) => {
  expect(isBlank(text)).toBe(true);
  expect(isAccepted(text)).toBe(false);
});

it.each([
  ["a letter between zero-width spaces", "\u200ba\u200b"],
  ["a full stop", "."],
  ["an emoji of joined parts", "👩‍🚀"],
  ["a combining mark alone", "\u0301"],
])("finds something to read in %s, and the server accepts it", (_, text) => {
  expect(isBlank(text)).toBe(false);
  expect(isAccepted(text)).toBe(true);
});
