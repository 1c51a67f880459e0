import { z } from "zod";
import { taskPriorities } from "#db/schema/index.ts";
import { MAX_TASK_TITLE } from "./task-phrase.ts";

const text = z.string().trim().default("");
const id = z.string().min(1).max(100);
const title = text
  .refine((value) => value !== "", "Say what is to be done.")
  .refine((value) => value.length <= MAX_TASK_TITLE, `Keep it under ${MAX_TASK_TITLE} characters.`);
const when = { date: text, time: text };
const priority = z.enum(taskPriorities, "Choose one of the priorities.");
/** A choice that is left to what the line says. */
const optionalPriority = z.preprocess((value) => (value === "" ? undefined : value), priority.optional());

/** What the forms of the tasks page send, told apart by `intent`. */
export const TaskForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("add"), title, ...when, priority: optionalPriority }),
  z.object({ intent: z.literal("update"), id, title, ...when, priority }),
  z.object({ intent: z.literal("complete"), id }),
  z.object({ intent: z.literal("reopen"), id }),
  z.object({ intent: z.literal("delete"), id }),
]);
export type TaskForm = z.infer<typeof TaskForm>;

/** The fields that a form shows errors for. */
export const taskFields = ["title", "date", "priority"] as const;
export type TaskField = (typeof taskFields)[number];

/** Why a form was not carried out, and what stood in it. */
export interface TaskFormProblem {
  /** The task whose form it is; null for the one that adds. */
  id: string | null;
  errors: Partial<Record<TaskField, string>>;
  values: Record<string, string>;
}
