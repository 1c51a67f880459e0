import { z } from "zod";
import { TaskDraft, TaskEdits } from "#app/tasks/operation.server.ts";
import { Selector } from "#app/tasks/selector.server.ts";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";

/** A change as a question keeps it until it is answered. */
const StoredChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["complete", "reopen", "delete", "restore", "drop_time"]) }),
  z.object({ kind: z.literal("edit"), edits: TaskEdits }),
  z.object({ kind: z.literal("shift"), days: z.number(), minutes: z.number() }),
  z.object({ kind: z.literal("ask"), what: z.enum(["due", "title", "priority"]) }),
]);
const ids = z.array(z.string());

/** A question of the assistant that the next message answers. */
export const Question = z.discriminatedUnion("asks", [
  /** For a task, of which some values are known already. */
  z.object({ asks: z.literal("what_task"), draft: TaskDraft.partial().optional() }),
  z.object({ asks: z.literal("which_task"), change: StoredChange, taskIds: ids }),
  /** Whether to add this task. */
  z.object({ asks: z.literal("add"), draft: TaskDraft }),
  /** Whether to make the change to all of these. */
  z.object({ asks: z.literal("confirm"), change: StoredChange, taskIds: ids }),
  /** For the new value of these tasks. */
  z.object({ asks: z.literal("value"), what: z.enum(["due", "title", "priority"]), taskIds: ids }),
]);
export type Question = z.input<typeof Question>;

/** What the assistant remembers of its last answer. It is stored in the thread as a hidden item. */
export const Note = z.object({
  assistant_asked: Question.optional(),
  /** The ids of the tasks that were listed, in their order. */
  shown: ids.optional(),
  /** The ids of the tasks that were made or changed. */
  focus: ids.optional(),
  /** The change that "undo" takes back. */
  change: z.string().optional(),
  /** Those that the same message made before it, which "undo" takes back with it. */
  earlier: ids.optional(),
  /** The last change, apart from which tasks; undefined if they are new. */
  did: StoredChange.optional(),
  /** What was listed. */
  list: Selector.optional(),
});
export type Note = z.input<typeof Note>;

/** The context in which a message is read. */
export interface Before {
  question: Question | undefined;
  shown: string[];
  focus: string[];
  change: string | undefined;
  earlier: string[];
  did: z.input<typeof StoredChange> | undefined;
  list: Selector | undefined;
  /** Whether the last turn made a change or listed tasks. */
  last: "change" | "list" | undefined;
}

export const NOTHING_BEFORE: Before = {
  question: undefined,
  shown: [],
  focus: [],
  change: undefined,
  earlier: [],
  did: undefined,
  list: undefined,
  last: undefined,
};

/**
 * @param items the items before the message, newest first
 */
export function readBefore(items: ThreadItem[]): Before {
  const turn = items.slice(0, items.findIndex((item) => item.type === "user_message") >>> 0);
  const note = noteIn(turn) ?? noteIn(items);
  if (!note) return NOTHING_BEFORE;
  const isLast = noteIn(turn) !== undefined;
  return {
    question: isLast && !isSettled(turn) ? note.assistant_asked : undefined,
    shown: note.shown ?? [],
    focus: note.focus ?? [],
    change: note.change,
    earlier: note.earlier ?? [],
    did: note.did,
    list: note.list,
    last: note.focus && note.focus.length > 0 ? "change" : note.shown ? "list" : undefined,
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
  return { form, question: noteIn(items.slice(place))?.assistant_asked };
}

function noteIn(items: ThreadItem[]): Note | undefined {
  for (const item of items) {
    const note = item.type === "hidden_context_item" ? Note.safeParse(item.content).data : undefined;
    if (note && Object.keys(note).length > 0) return note;
  }
  return undefined;
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
