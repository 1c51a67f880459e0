import { z } from "zod";
import { TaskChange } from "#app/tasks/change-task.server.ts";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import { answerText } from "../message-text.ts";

/** What the assistant has asked and the next message answers. Kept in the thread as hidden context. */
export const Question = z.discriminatedUnion("asks", [
  z.object({ asks: z.literal("what_task") }),
  z.object({ asks: z.literal("which_task"), change: TaskChange, taskIds: z.array(z.string()) }),
]);
export type Question = z.infer<typeof Question>;

const Note = z.object({ assistant_asked: Question });

/** The note's content, in JSON. */
export function questionNote(question: Question): unknown {
  return JSON.parse(JSON.stringify({ assistant_asked: question }));
}

/** What was said right before a message. */
export interface Before {
  question: Question | undefined;
  /** The assistant's last answer in this conversation. */
  answer: string;
}

/**
 * @param items what came before the message, newest first
 */
export function readBefore(items: ThreadItem[]): Before {
  const turn = items.slice(0, items.findIndex((item) => item.type === "user_message") >>> 0);
  const answer = items.find((item) => item.type === "assistant_message");
  return {
    question: isSettled(turn) ? undefined : questionIn(turn),
    answer: answer ? answerText(answer) : "",
  };
}

/** A form that was sent back, and what it asked; undefined where somebody else did, such as a model. */
export interface AnsweredForm {
  form: StructuredInputItem;
  question: Question | undefined;
}

/**
 * @param items of the conversation, newest first
 * @returns undefined when what came last is no form that was sent back
 */
export function readAnsweredForm(items: ThreadItem[]): AnsweredForm | undefined {
  const place = items.findIndex(({ type }) => type === "structured_input" || type === "user_message");
  const form = items[place];
  if (form?.type !== "structured_input" || form.status === "pending") return undefined;
  return { form, question: questionIn(items.slice(place)) };
}

function questionIn(items: ThreadItem[]): Question | undefined {
  const note = items.find((item) => item.type === "hidden_context_item");
  return note ? Note.safeParse(note.content).data?.assistant_asked : undefined;
}

/** Whether the turn's form was sent back and its answer carried out. One that a message passed over is still asked. */
function isSettled(turn: ThreadItem[]): boolean {
  const place = turn.findIndex(({ type }) => type === "structured_input");
  const form = turn[place];
  if (form?.type !== "structured_input" || form.status === "pending") return false;
  return turn.slice(0, place).some(({ type }) => type === "assistant_message");
}
