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

function filled(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}
const answer = (id: string, ...values: string[]) => ({
  status: "answered",
  answers: { [id]: { values, skipped: false } },
});

test("accepts one answer, suggested or free, or both when they are equal", () => {
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

test("refuses two answers to a question that takes one", () => {
  const both = filled([optionField("which"), "Buy milk"], [freeField("which"), "oat milk"]);
  expect(() => checkedAnswers(item(one), both)).toThrow(/not both: “Which one\?”/);
});

test("accepts several answers to a question that takes several", () => {
  const both = filled([optionField("all"), "Buy milk"], [freeField("all"), "oat milk"]);
  expect(checkedAnswers(item(several), both)).toEqual(answer("all", "oat milk", "Buy milk"));
});

test("refuses an empty form, but not one with some answers", () => {
  expect(() => checkedAnswers(item(one), filled([freeField("which"), "  "]))).toThrow(
    "Choose an answer, or skip.",
  );
  expect(() => checkedAnswers(item(one), filled([optionField("elsewhere"), "x"]))).toThrow("or skip");
  const some = filled([optionField("all"), "Buy milk"]);
  expect(checkedAnswers(item(one, several), some)).toEqual(answer("all", "Buy milk"));
});
