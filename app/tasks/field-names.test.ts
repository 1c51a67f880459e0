import { expect, test } from "vitest";
import { inWords, taskDetails, taskFields } from "./field-names.ts";

test("names the fields of a task in a sentence", () => {
  expect(inWords(taskDetails, "conjunction")).toBe("due date and priority");
  expect(inWords(taskFields, "disjunction")).toBe("title, due date, or priority");
});
