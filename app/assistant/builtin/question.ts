import { z } from "zod";
import { StoredDue, TaskChange } from "#app/tasks/change-task.server.ts";
import { taskPriorities } from "#db/schema/index.ts";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import { answerText } from "../message-text.ts";
import { Undo } from "./undo-note.ts";

/** A question of the assistant that the next message answers. It is stored in the thread as a hidden item. */
export const Question = z.discriminatedUnion("asks", [
  z.object({ asks: z.literal("what_task") }),
  z.object({ asks: z.literal("which_task"), change: TaskChange, taskIds: z.array(z.string()) }),
  /** Whether to add this task. */
  z.object({
    asks: z.literal("add"),
    title: z.string(),
    due: StoredDue.nullable(),
    priority: z.enum(taskPriorities),
  }),
  /** Whether to make the change to all of these. */
  z.object({ asks: z.literal("confirm"), change: TaskChange, taskIds: z.array(z.string()) }),
]);
export type Question = z.infer<typeof Question>;

const Note = z.object({ assistant_asked: Question.optional(), undo: Undo.optional() });

/** The content of the hidden item, as JSON. Undefined when there is nothing to remember. */
export function noteOf({ question, undo }: { question?: Question; undo?: Undo }): unknown {
  if (!question && !undo) return undefined;
  return JSON.parse(JSON.stringify({ assistant_asked: question, undo }));
}

/** The context in which a message is read. */
export interface Before {
  question: Question | undefined;
  /** The text of the assistant's last message. */
  answer: string;
  /** What takes the last change in this conversation back. */
  undo?: Undo | undefined;
}

/**
 * @param items the items before the message, newest first
 */
export function readBefore(items: ThreadItem[]): Before {
  const turn = items.slice(0, items.findIndex((item) => item.type === "user_message") >>> 0);
  const answer = items.find((item) => item.type === "assistant_message");
  return {
    question: isSettled(turn) ? undefined : questionIn(turn),
    answer: answer ? answerText(answer) : "",
    undo: undoIn(items),
  };
}

/** An answered form. `question` is undefined when the form isn't from this engine, but from a model. */
export interface AnsweredForm {
  form: StructuredInputItem;
  question: Question | undefined;
}

/**
 * @param items the items of the conversation, newest first
 * @returns undefined when the conversation doesn't end with an answered form
 */
export function readAnsweredForm(items: ThreadItem[]): AnsweredForm | undefined {
  const place = items.findIndex(({ type }) => type === "structured_input" || type === "user_message");
  const form = items[place];
  if (form?.type !== "structured_input" || form.status === "pending") return undefined;
  return { form, question: questionIn(items.slice(place)) };
}

function undoIn(items: ThreadItem[]): Undo | undefined {
  for (const item of items) {
    const note = item.type === "hidden_context_item" ? Note.safeParse(item.content).data : undefined;
    if (note?.undo) return note.undo;
  }
  return undefined;
}

function questionIn(items: ThreadItem[]): Question | undefined {
  const note = items.find((item) => item.type === "hidden_context_item");
  return note ? Note.safeParse(note.content).data?.assistant_asked : undefined;
}

/**
 * Whether the turn's form was answered and the answer carried out. A skipped form leaves its question open.
 */
function isSettled(turn: ThreadItem[]): boolean {
  const place = turn.findIndex(({ type }) => type === "structured_input");
  const form = turn[place];
  if (form?.type !== "structured_input" || form.status === "pending") return false;
  return turn.slice(0, place).some(({ type }) => type === "assistant_message");
}
