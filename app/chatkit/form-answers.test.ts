import { expect, it } from "vitest";
import { formAnswers, freeField, optionField } from "./form-answers.ts";

it("groups the values by question, free answers first, without empty ones", () => {
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
