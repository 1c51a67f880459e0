import { expect, test } from "vitest";
import { Annotation } from "#app/chatkit/protocol/annotations.ts";
import { taskAnnotations } from "./task-annotation.ts";
import { boldTitle } from "./task-view.ts";

const milk = { id: "task_1", title: "Buy milk" };

test("A text gets an annotation at the end of each task's title", () => {
  const annotations = taskAnnotations("Added **Buy milk** and call ann (again).", [
    milk,
    { id: "task_2", title: "Call Ann (again)" },
    { id: "task_3", title: "Something else" },
  ]);
  expect(annotations).toEqual([
    {
      type: "annotation",
      index: "Added **Buy milk".length,
      source: {
        type: "entity",
        id: "task_1",
        title: "Buy milk",
        icon: "check-circle",
        interactive: true,
        data: { kind: "task", href: "/tasks" },
      },
    },
    expect.objectContaining({ index: "Added **Buy milk** and call ann (again)".length }),
  ]);
  expect(annotations.every((annotation) => Annotation.safeParse(annotation).success)).toBe(true);
});

test("A title that is part of a longer word is ignored", () => {
  expect(taskAnnotations("I called them.", [{ id: "task_1", title: "Call" }])).toEqual([]);
});

test("A title with special characters is found", () => {
  const title = "Fix *all* [bugs] a\\b (50%) $&";
  expect(taskAnnotations(`Done: ${boldTitle(title)} is completed.`, [{ id: "task_1", title }])).toHaveLength(
    1,
  );
  expect(taskAnnotations(`Done: ${title}.`, [{ id: "task_1", title }])).toHaveLength(1);
});
