import { z } from "zod";
import { taskPriorities } from "#db/schema/index.ts";
import type { TaskField } from "./field-names.ts";
import { MAX_TASK_TITLE } from "./task-phrase.ts";

const text = z.string().trim().default("");
const id = z.string().min(1).max(100);
const title = text
  .refine((value) => value !== "", "Say what is to be done.")
  .refine((value) => value.length <= MAX_TASK_TITLE, `Keep it under ${MAX_TASK_TITLE} characters.`);
const when = { date: text, time: text };
const priority = z.enum(taskPriorities, "Choose one of the priorities.");
/** Unset means the priority in the line, if any. */
const optionalPriority = z.preprocess((value) => (value === "" ? undefined : value), priority.optional());

/** The forms of the tasks page, told apart by `intent`. */
export const TaskForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("add"), title, ...when, priority: optionalPriority }),
  z.object({ intent: z.literal("update"), id, title, ...when, priority }),
  z.object({ intent: z.literal("complete"), id }),
  z.object({ intent: z.literal("reopen"), id }),
  z.object({ intent: z.literal("delete"), id }),
]);
export type TaskForm = z.infer<typeof TaskForm>;

/** The errors of a rejected form, and its values. */
export interface TaskFormProblem {
  /** The task whose form was rejected; null for the form that adds one. */
  id: string | null;
  errors: Partial<Record<TaskField, string>>;
  values: Record<string, string>;
}
