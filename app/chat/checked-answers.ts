import { ChatKitError } from "#app/chatkit/errors.ts";
import { formAnswers } from "#app/chatkit/form-answers.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInputSubmission } from "#app/chatkit/protocol/structured-input.ts";

/**
 * The answers in a form that was submitted without a script. With a script, the page itself prevents empty
 * forms and two answers to a question that takes one; without it, they have to be refused here.
 *
 * @throws {ChatKitError} `invalid_request` with a sentence that says what to do
 */
export function checkedAnswers(item: ThreadItem, form: FormData): StructuredInputSubmission {
  const submission = formAnswers(form);
  // The protocol server refuses answers to other items.
  if (item.type !== "structured_input") return submission;
  const valuesOf = (id: string) => new Set(submission.answers[id]?.values);
  if (item.inputs.every(({ id }) => valuesOf(id).size === 0)) {
    throw new ChatKitError("invalid_request", "Choose an answer, or skip.");
  }
  for (const question of item.inputs) {
    const takesOne = question.type === "multiple_choice" && !question.multiple;
    if (!takesOne || valuesOf(question.id).size < 2) continue;
    throw new ChatKitError(
      "invalid_request",
      `Choose one of the suggested answers or write another one, not both: “${question.question}”`,
    );
  }
  return submission;
}
