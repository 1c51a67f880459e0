import type { AnswerEnd, ThreadItem } from "./protocol/items.ts";

/** Why a stored answer is only a part of one, as people read it beneath the answer. */
export const END_SENTENCES: Record<AnswerEnd, string> = {
  stopped: "The answer was stopped here.",
  interrupted: "The answer was interrupted here.",
  failed: "The answer broke off here.",
  limited: "The answer reached its length limit here.",
};

/** What the model is told of it. Without that it would take the part for what it wanted to say. */
export const END_NOTES: Record<AnswerEnd, string> = {
  stopped:
    "The user stopped this answer before it was complete. Do not continue it unless the user asks for that.",
  interrupted: "This answer was interrupted before it was complete, because the server stopped.",
  failed: "This answer broke off before it was complete, because of an error.",
  limited: "This answer was cut off at the limit of its length.",
};

/**
 * The item as ChatKit shows it: the protocol has no field for why an answer ended, so that is a part of its
 * text.
 */
export function withEnd(item: ThreadItem): ThreadItem {
  if (item.type !== "assistant_message" || item.ended === undefined) return item;
  const { ended, ...rest } = item;
  const sentence = { type: "output_text" as const, text: `*${END_SENTENCES[ended]}*`, annotations: [] };
  return { ...rest, content: [...item.content, sentence] };
}
