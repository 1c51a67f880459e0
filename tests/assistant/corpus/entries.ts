import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A value, or several of which each is right. */
const oneOf = <T extends z.ZodType>(value: T) => z.union([value, z.array(value)]);
const due = oneOf(z.string().nullable());

const Slots = z.strictObject({
  title: oneOf(z.string()).optional(),
  due: due.optional(),
  priority: oneOf(z.string()).optional(),
  list: oneOf(z.string().nullable()).optional(),
  tags: z.array(z.string()).optional(),
  repeats: oneOf(z.string().nullable()).optional(),
  minutes: oneOf(z.number().nullable()).optional(),
  subtasks: z.array(z.string()).optional(),
});
export type Slots = z.infer<typeof Slots>;

const Expect = z.strictObject({
  intent: oneOf(z.string()),
  created: z.array(Slots).default([]),
  changed: z.array(Slots.extend({ task: z.string() })).default([]),
  completed: z.array(oneOf(z.string())).default([]),
  reopened: z.array(oneOf(z.string())).default([]),
  deleted: z.array(oneOf(z.string())).default([]),
  shows: z.array(oneOf(z.string())).default([]),
  hides: z.array(z.string()).default([]),
  says: z.array(oneOf(z.string())).default([]),
});
export type Expect = z.infer<typeof Expect>;

const Before = z.strictObject({
  title: z.string(),
  due: z.string().optional(),
  priority: z.enum(["low", "normal", "high", "urgent"]).optional(),
  list: z.string().optional(),
  tags: z.array(z.string()).optional(),
  completed: z.string().optional(),
  repeats: z.string().optional(),
  minutes: z.number().optional(),
});
export type TaskBefore = z.infer<typeof Before>;

const Turn = z.object({ say: z.string(), expect: Expect });
const Entry = z
  .object({
    say: z.string().optional(),
    expect: Expect.optional(),
    turns: z.array(Turn).optional(),
    before: z.array(Before).optional(),
    language: z.string().optional(),
    now: z.string().optional(),
  })
  .transform(({ say, expect, turns, ...rest }) => ({
    ...rest,
    turns: turns ?? (say !== undefined && expect ? [{ say, expect }] : []),
  }));
export type Entry = z.infer<typeof Entry>;

/** The entries of a half, by kind. */
export function readEntries(half: "development" | "held-out"): Record<string, Entry[]> {
  const folder = join(import.meta.dirname, half);
  const files = readdirSync(folder).toSorted();
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/\.json$/, ""),
      z.array(Entry).parse(JSON.parse(readFileSync(join(folder, file), "utf8"))),
    ]),
  );
}

export const standardTasks = (): TaskBefore[] =>
  z.array(Before).parse(JSON.parse(readFileSync(join(import.meta.dirname, "standard-tasks.json"), "utf8")));
