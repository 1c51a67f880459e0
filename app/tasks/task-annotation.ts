import type { Annotation } from "#app/chatkit/protocol/annotations.ts";
import type { Task } from "#db/schema/index.ts";
import { plainMarkdown } from "./task-view.ts";

/** Annotations for the tasks that a text names, each at the end of the task's title. */
export function taskAnnotations(text: string, tasks: Pick<Task, "id" | "title">[]): Annotation[] {
  return tasks.flatMap(({ id, title }): Annotation[] => {
    const index = endOf(plainMarkdown(title), text) ?? endOf(title, text);
    if (index === undefined) return [];
    const data = { kind: "task", href: "/tasks" };
    const source = { type: "entity", id, title, icon: "check-circle", interactive: true, data } as const;
    return [{ type: "annotation", source, index }];
  });
}

/** The end of the first occurrence of these words in the text; parts of longer words don't count. */
function endOf(words: string, text: string): number | undefined {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
    "iu",
  );
  const found = pattern.exec(text);
  return found ? found.index + found[0].length : undefined;
}
