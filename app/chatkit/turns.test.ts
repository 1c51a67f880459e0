import { expect, it } from "vitest";
import { withoutTurns } from "./turns.ts";

it.each([
  ["drops an override", "buy \u202Eklim", "buy klim"],
  ["drops an embedding and its end", "\u202Bשלום\u202C", "שלום"],
  ["drops an isolate that isn't closed", "\u2067שלום", "שלום"],
  ["drops the end of an isolate that nobody opened", "milk\u2069", "milk"],
  ["drops isolates that end in the wrong order", "\u2069milk\u2066", "milk"],
  [
    "keeps isolates that are closed",
    "Call \u2068\u2067דנה\u2069\u2069 today",
    "Call \u2068\u2067דנה\u2069\u2069 today",
  ],
  [
    "keeps marks, joiners and text from the right",
    "לקנות \u200Fחלב 👩‍👩‍👧 نمی‌خواهم",
    "לקנות \u200Fחלב 👩‍👩‍👧 نمی‌خواهم",
  ],
])("%s", (_, name, without) => {
  expect(withoutTurns(name)).toBe(without);
});
