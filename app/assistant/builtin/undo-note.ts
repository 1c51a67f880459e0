import { z } from "zod";
import { taskPriorities } from "#db/schema/index.ts";
import { TaskChange } from "#app/tasks/change-task.server.ts";

const Instant = z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]).nullable();

/** What takes a change back. A schema, because it is stored in the thread as JSON. */
export const Undo = z.object({
  changes: z.array(z.object({ id: z.string(), change: TaskChange })),
  /** Tasks that were deleted. */
  deleted: z.array(
    z.object({
      title: z.string(),
      notes: z.string().nullish(),
      priority: z.enum(taskPriorities),
      dueAt: Instant,
      dueHasTime: z.boolean(),
      completedAt: Instant,
    }),
  ),
});
export type Undo = z.infer<typeof Undo>;
