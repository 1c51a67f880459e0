import { z } from "zod";
import { withoutTurns } from "#app/chatkit/turns.ts";
import { taskPriorities } from "#db/schema/index.ts";
import { RecurrenceSchema } from "./recurrence.ts";
import { MAX_CREATED, MAX_TASK_NOTES, MAX_TASK_TITLE } from "./limits.ts";
import { Selector } from "./selector.server.ts";

const MAX_NAME = 60;
/** A thousand years. */
const MAX_SHIFT_DAYS = 366_000;

/** A due date; as JSON has it, or as a date. */
const StoredDue = z.object({
  at: z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]),
  hasTime: z.boolean(),
});

const title = z.string().overwrite(withoutTurns).trim().min(1).max(MAX_TASK_TITLE);
const tag = z.string().overwrite(withoutTurns).trim().toLowerCase().min(1).max(MAX_NAME);
const tags = z.array(tag).max(20);
const list = z.string().overwrite(withoutTurns).trim().min(1).max(MAX_NAME).nullable();

/** The values that a user can give a task. */
const values = {
  title,
  notes: z.string().trim().max(MAX_TASK_NOTES).nullable(),
  due: StoredDue.nullable(),
  durationMinutes: z.int().min(1).max(100_000).nullable(),
  priority: z.enum(taskPriorities),
  list,
  recurrence: RecurrenceSchema.nullable(),
  remindMinutes: z.int().min(0).max(100_000).nullable(),
  position: z.number(),
};

export const TaskDraft = z.object({
  ...z.object(values).partial().required({ title: true }).shape,
  tags: tags.optional(),
  parentId: z.string().max(100).optional(),
  subtasks: z.array(title).max(50).optional(),
});
export type TaskDraft = z.input<typeof TaskDraft>;

export const TaskEdits = z.object({
  ...z.object(values).partial().shape,
  /** A new day on the user's clock for a task that may have a time, which it keeps. */
  day: z.iso.date().optional(),
  /** A new time of day for a task that may have a day, which it keeps; else today or tomorrow. */
  time: z.iso.time({ precision: -1 }).optional(),
  /** All tags, instead of those that it has. */
  tags: tags.optional(),
  addTags: tags.optional(),
  removeTags: tags.optional(),
});
export type TaskEdits = z.input<typeof TaskEdits>;

const selector = Selector;

/** One change of the user's tasks, from a page, the chat, a widget or a model. */
export const Operation = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("create"), tasks: z.array(TaskDraft).min(1).max(MAX_CREATED) }),
  z.object({ kind: z.literal("edit"), selector, edits: TaskEdits }),
  /** Moves due dates by whole days or by minutes. A task without a due date counts as due today. */
  z.object({
    kind: z.literal("shift"),
    selector,
    days: z.int().min(-MAX_SHIFT_DAYS).max(MAX_SHIFT_DAYS).default(0),
    minutes: z
      .int()
      .min(-MAX_SHIFT_DAYS * 1_440)
      .max(MAX_SHIFT_DAYS * 1_440)
      .default(0),
  }),
  z.object({ kind: z.literal("complete"), selector }),
  z.object({ kind: z.literal("reopen"), selector }),
  z.object({ kind: z.literal("delete"), selector }),
  z.object({ kind: z.literal("restore"), selector }),
]);
export type Operation = z.input<typeof Operation>;
/** An operation on tasks that exist. */
export type TaskOperation = Exclude<Operation, { kind: "create" }>;
