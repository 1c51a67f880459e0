import { expect, test } from "vitest";
import { freeField, optionField } from "#app/chatkit/form-answers.ts";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";
import { checkedAnswers } from "./checked-answers.ts";
import { pendingQuestions } from "#app/assistant/structured-input.ts";

const options = [{ value: "Buy milk" }, { value: "Buy oat milk" }];
const item = (...inputs: StructuredInput[]) =>
  pendingQuestions({ id: "sin_1", threadId: "thr_1", now: new Date(0) }, inputs);
const one: StructuredInput = {
  type: "multiple_choice",
  id: "which",
  question: "Which one?",
  options,
  multiple: false,
};
const several: StructuredInput = { ...one, id: "all", multiple: true };

/** A form with these fields. */
function filled(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}
const answer = (id: string, ...values: string[]) => ({
  status: "answered",
  answers: { [id]: { values, skipped: false } },
});

test("one answer is taken, suggested or free, and both where they say the same", () => {
  const suggested: [string, string] = [optionField("which"), "Buy milk"];
  expect(checkedAnswers(item(one), filled(suggested, [freeField("which"), " "]))).toEqual(
    answer("which", "Buy milk"),
  );
  expect(checkedAnswers(item(one), filled([freeField("which"), "neither"]))).toEqual(
    answer("which", "neither"),
  );
  expect(checkedAnswers(item(one), filled(suggested, [freeField("which"), "Buy milk"]))).toMatchObject({
    status: "answered",
  });
});

test("two answers where one counts are refused", () => {
  const both = filled([optionField("which"), "Buy milk"], [freeField("which"), "oat milk"]);
  expect(() => checkedAnswers(item(one), both)).toThrow(/not both: “Which one\?”/);
});

test("several answers are taken where several count", () => {
  const both = filled([optionField("all"), "Buy milk"], [freeField("all"), "oat milk"]);
  expect(checkedAnswers(item(several), both)).toEqual(answer("all", "oat milk", "Buy milk"));
});

test("a form that nobody has filled in is refused; one with some answers isn't", () => {
  expect(() => checkedAnswers(item(one), filled([freeField("which"), "  "]))).toThrow(
    "Choose an answer, or skip.",
  );
  expect(() => checkedAnswers(item(one), filled([optionField("elsewhere"), "x"]))).toThrow("or skip");
  const some = filled([optionField("all"), "Buy milk"]);
  expect(checkedAnswers(item(one, several), some)).toEqual(answer("all", "Buy milk"));
});
