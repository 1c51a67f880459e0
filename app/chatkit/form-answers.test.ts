import { expect, it } from "vitest";
import { formAnswers, freeField, optionField } from "./form-answers.ts";

it("reads suggested and free answers by question, the free one first, and leaves out what is empty", () => {
  const fields: [string, string][] = [
    ["intent", "answer"],
    [optionField("when"), "Today"],
    [optionField("when"), "Tomorrow"],
    [freeField("when"), " Next week "],
    [optionField("who"), "Ann"],
    [freeField("who"), "  "],
    [freeField("why"), ""],
  ];
  expect(formAnswers(fields)).toEqual({
    status: "answered",
    answers: {
      when: { values: ["Next week", "Today", "Tomorrow"], skipped: false },
      who: { values: ["Ann"], skipped: false },
    },
  });
});
