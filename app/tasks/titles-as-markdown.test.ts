import { expect, test } from "vitest";
import { renderMarkdown } from "#app/markdown/render-document.server.ts";
import { visibleText } from "#app/markdown/testing/renderings.server.tsx";
import { boldTitle } from "#app/tasks/task-view.ts";

test.each([
  "See [docs](https://example.com)",
  "[x] and [y]",
  String.raw`\[a\] and \(b\)`,
  "Pay $5 or $6",
  "a_b_c *d* `e` <f> ~~g~~ | h & #i",
  "![image](x)",
  "[[a]]",
])("the title %s is shown as it was written", async (title) => {
  expect(visibleText(await renderMarkdown(`Added ${boldTitle(title)}.`, "x-"))).toBe(`Added ${title}.`);
});
