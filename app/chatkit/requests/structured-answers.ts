import { ChatKitError } from "../errors.ts";
import type { StructuredInputItem, ThreadItem } from "../protocol/items.ts";
import type { StructuredInput, StructuredInputSubmission } from "../protocol/structured-input.ts";

/**
 * The item to be answered, if it can be.
 *
 * @throws ChatKitError `invalid_request` when the item is no form; `conflict` when it has been answered
 */
export function pendingForm(item: ThreadItem): StructuredInputItem {
  if (item.type !== "structured_input") {
    throw new ChatKitError("invalid_request", "Invalid request: params.item_id: the item asks no questions.");
  }
  if (item.status !== "pending")
    throw new ChatKitError("conflict", "These questions have been answered already.");
  return item;
}

/**
 * The item with its answers (rules of chatkit-python `server.py`): a question left out, left empty or skipped
 * counts as skipped, a single choice keeps its first value, and answers to unknown questions are ignored.
 */
export function answered(
  item: StructuredInputItem,
  submission: StructuredInputSubmission,
): StructuredInputItem {
  return {
    ...item,
    status: submission.status,
    inputs: item.inputs.map((question) => ({ ...question, answer: answerTo(question, submission) })),
  };
}

function answerTo(question: StructuredInput, submission: StructuredInputSubmission) {
  const given = Object.hasOwn(submission.answers, question.id) ? submission.answers[question.id] : undefined;
  if (submission.status === "skipped" || !given || given.skipped || given.values.length === 0) {
    return { values: [], skipped: true };
  }
  const single = question.type === "multiple_choice" && !question.multiple;
  return { values: single ? given.values.slice(0, 1) : given.values, skipped: false };
}
