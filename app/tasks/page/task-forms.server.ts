import { z } from "zod";
import { taskPriorities } from "#db/schema/index.ts";
import { MAX_CREATED, MAX_TASK_NOTES, MAX_TASK_TITLE } from "../limits.ts";
import type { TaskEdits } from "../operation.server.ts";
import type { FormProblem } from "./form-problem.ts";

const text = z.string().trim().default("");
const id = z.string().min(1).max(100);
const ids = z.array(id).min(1, "Choose a task first.").max(500, "Choose at most 500 tasks.");
const priority = z.enum(taskPriorities, "Choose one of the priorities.");
const optionalPriority = z.preprocess((value) => (value === "" ? undefined : value), priority.optional());
const notes = text.refine(
  (value) => value.length <= MAX_TASK_NOTES,
  `Keep the notes under ${MAX_TASK_NOTES.toLocaleString("en")} characters.`,
);
const list = text.refine((value) => value.length <= 60, "Keep the name of a list under 60 characters.");
const tags = text
  .transform((value) =>
    [
      ...new Set(
        value
          .toLowerCase()
          .split(/[\s,]+/)
          .map((tag) => tag.replace(/^@/, "")),
      ),
    ].filter(Boolean),
  )
  .refine(
    (found) => found.length <= 20 && found.every((tag) => tag.length <= 60),
    "At most 20 tags of 60 characters.",
  );
const minutes = text
  .refine((value) => /^\d{0,6}$/.test(value) && Number(value) <= 100_000, "Write a number of minutes.")
  .transform((value) => (value === "" ? null : Number(value)));
const details = { date: text, time: text, list, tags, notes, repeat: text };

const isDay = (value: string) => z.iso.date().safeParse(value).success;

/** The offsets of the spans that the user has clicked away: "3,17". */
const ignored = text.transform((value) => new Set(value.split(",").filter(Boolean).map(Number)));

const AddForm = z.object({
  intent: z.literal("add"),
  text: text
    .refine((value) => value !== "", "Say what is to be done.")
    .refine((value) => value.length <= 100_000, "This is too long."),
  ignored,
  ...details,
  priority: optionalPriority,
  /** What the view gives a task whose line doesn't say it. */
  inList: list,
  inTag: text,
  inDay: z.union([z.literal(""), z.iso.date()]).default(""),
  parent: z.union([z.literal(""), id]).default(""),
});

const UpdateForm = z.object({
  intent: z.literal("update"),
  id,
  title: text
    .refine((value) => value !== "", "Say what is to be done.")
    .refine((value) => value.length <= MAX_TASK_TITLE, `Keep it under ${MAX_TASK_TITLE} characters.`),
  ...details,
  priority,
  duration: minutes.refine((value) => value !== 0, "Write at least one minute."),
  remind: minutes,
});

/** The forms of the tasks page, told apart by `intent`. */
export const TaskForm = z.discriminatedUnion("intent", [
  AddForm,
  UpdateForm,
  z.object({ intent: z.enum(["complete", "reopen", "delete"]), id: ids }),
  z.object({
    intent: z.literal("schedule"),
    id: ids,
    due: text.refine((value) => value === "" || isDay(value), "Choose a day first."),
  }),
  z.object({ intent: z.literal("prioritize"), id: ids, to: priority }),
  z.object({ intent: z.literal("move"), id: ids, to: list }),
  z.object({
    intent: z.literal("order"),
    id,
    order: text.transform((value) => value.split(",").slice(0, 500)),
  }),
  z.object({ intent: z.literal("undo"), change: id }),
]);
export type TaskForm = z.output<typeof TaskForm>;
export type FormOf<Intent extends TaskForm["intent"]> = Extract<TaskForm, { intent: Intent }>;

/** Intents of forms with one task; the others have any number of fields `id`. */
const SINGLE = new Set(["update", "order"]);

/** The fields of a form as text; `id` as a list where an intent takes several. */
export function formValues(form: FormData): Record<string, string | string[]> {
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  const values = Object.fromEntries([...form.keys()].map((name) => [name, all(name).at(-1) ?? ""]));
  const intended = values.act === undefined ? values : withAct(values, values.act);
  return SINGLE.has(intended.intent ?? "") ? intended : { ...intended, id: all("id") };
}

/**
 * The buttons for selected tasks share a form, so that a button says with one value what to do: "complete", or
 * "schedule:2026-10-02". Without a value after the colon, the field beside the button has it.
 */
function withAct(values: Record<string, string>, act: string): Record<string, string> {
  const [intent = "", chosen] = act.split(":", 2);
  switch (intent) {
    case "schedule":
      return { intent, due: chosen ?? (values.day || "none") };
    case "prioritize":
      return { intent, to: values.priority ?? "" };
    case "move":
      return { intent, to: values.list ?? "" };
    default:
      return { intent };
  }
}

/** The problem of a form that the schema refused, at its fields. */
export function toProblem(values: Record<string, string | string[]>, error: z.ZodError): FormProblem {
  const errors: FormProblem["errors"] = {};
  for (const { path, message } of error.issues) {
    errors[fieldOf(path[0])] ??= path[0] === "intent" ? "This form is unknown." : message;
  }
  return problemOf(values, errors);
}

export function problemOf(
  values: Record<string, string | string[]>,
  errors: FormProblem["errors"],
): FormProblem {
  const plain = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const form = plain.intent === "add" ? "add" : plain.intent === "update" ? (plain.id ?? "none") : "none";
  return { form, errors, values: plain };
}

const FIELDS = new Set([...Object.keys(AddForm.shape), ...Object.keys(UpdateForm.shape)]);

function fieldOf(name: PropertyKey | undefined): string {
  if (name === "time") return "date";
  return typeof name === "string" && FIELDS.has(name) ? name : "title";
}

/** The values of a task's form that are stored as they are. The due date, the repetition and the tags aren't. */
export function plainEdits(form: FormOf<"update">): TaskEdits {
  return {
    title: form.title,
    notes: form.notes || null,
    priority: form.priority,
    list: form.list || null,
    durationMinutes: form.duration,
    remindMinutes: form.remind,
  };
}

export const TOO_MANY = `At most ${MAX_CREATED} tasks at once.`;
