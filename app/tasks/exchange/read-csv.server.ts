import Papa from "papaparse";
import { z } from "zod";
import { newId } from "#db/ids.ts";
import type { NewTask } from "#db/queries/task-changes.ts";
import { taskPriorities } from "#db/schema/index.ts";
import { dueFields, fromInputs } from "../due.ts";
import type { LocalNow } from "../local-time.ts";
import { RecurrenceSchema } from "../recurrence.ts";
import { unescapeCell } from "./csv-cells.ts";
import { checked, type Imported, type Row, type RowError } from "./imported.server.ts";
import { isTodoist, readTodoist } from "./read-todoist.server.ts";

export const MAX_FILE_BYTES = 1024 * 1024;
const MAX_ROWS = 2_000;
/** The most errors that are shown. */
const MAX_ERRORS = 50;

/** Reads tasks from our own CSV or Todoist's. Nothing is imported while a row has an error. */
export function readCsv(text: string, local: LocalNow): Imported {
  const { data, meta } = Papa.parse<Row>(text.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (name) => name.trim().toLowerCase(),
    transform: unescapeCell,
    preview: MAX_ROWS + 1,
  });
  if (data.length > MAX_ROWS) return refused(`The file has more than ${MAX_ROWS.toLocaleString("en")} rows.`);
  if (data.length === 0) return refused("The file has no rows.");
  const columns = meta.fields ?? [];
  if (isTodoist(columns)) return limited(readTodoist(data, local));
  if (!columns.includes("title")) {
    return refused("The first line has to name the columns; one of them is “title”, or Todoist’s “CONTENT”.");
  }
  return limited(readOwn(data, local));
}

const refused = (message: string): Imported => ({ tasks: [], errors: [{ row: 1, message }] });
const limited = ({ tasks, errors }: Imported): Imported => ({ tasks, errors: errors.slice(0, MAX_ERRORS) });

function readOwn(rows: Row[], local: LocalNow): Imported {
  const errors: RowError[] = [];
  const ids = new Map(rows.flatMap(({ id = "" }) => (id ? [[id, newId("task")] as const] : [])));
  const parents = new Set(rows.flatMap(({ id = "", parent = "" }) => (id && !parent ? [id] : [])));
  const tasks = rows.flatMap((row, index) => {
    const task = ownTask(row, local);
    if (typeof task === "string") {
      errors.push({ row: index + 2, message: task });
      return [];
    }
    const id = ids.get(row.id ?? "") ?? newId("task");
    const parentId = parents.has(row.parent ?? "") ? ids.get(row.parent ?? "") : undefined;
    return [{ ...task, id, ...(parentId && { parentId }) }];
  });
  return { tasks, errors };
}

const Minutes = z
  .string()
  .regex(/^\d{0,6}$/)
  .transform((text) => (text === "" ? null : Number(text)));

function ownTask(row: Row, local: LocalNow): NewTask | string {
  const cell = (name: string) => (row[name] ?? "").trim();
  const due = fromInputs(cell("due date"), cell("due time"), local);
  if (due === undefined)
    return `“${cell("due date")} ${cell("due time")}” is no date such as 2026-10-02 and time such as 17:00.`;
  const priority = z.enum(taskPriorities).safeParse(cell("priority").toLowerCase() || "normal");
  if (!priority.success) return `“${cell("priority")}” is no priority: use ${taskPriorities.join(", ")}.`;
  const numbers = [Minutes.safeParse(cell("minutes")), Minutes.safeParse(cell("remind minutes"))];
  if (numbers.some(({ success }) => !success)) return "The minutes have to be numbers.";
  const completed = cell("completed");
  const completedAt = completed === "" ? null : new Date(completed);
  if (completedAt && Number.isNaN(completedAt.getTime()))
    return `“${completed}” is no time at which it was completed.`;
  const rule = cell("repeat rule");
  const recurrence = rule
    ? RecurrenceSchema.safeParse({
        rule,
        timeZone: cell("repeat zone") || local.timeZone,
        from: cell("repeat from") || "due",
      })
    : undefined;
  if (recurrence && !recurrence.success) return `“${rule}” is no rule of repetition.`;
  return checked({
    title: cell("title"),
    notes: cell("notes") || null,
    priority: priority.data,
    ...dueFields(due),
    recurrence: recurrence?.data ?? null,
    list: cell("list") || null,
    tags: cell("tags")
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    durationMinutes: numbers[0]?.data || null,
    remindMinutes: numbers[1]?.data ?? null,
    completedAt,
  });
}
