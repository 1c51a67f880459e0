import { expect, it } from "vitest";
import { assistant, widget } from "#app/chatkit/testing/harness.ts";
import { isRendered, renderItem, renderWhole } from "./render.server.ts";

const CODE = "Use\n\n```ts\nconst a = 1;\n```";

it("renders an item that takes too long as it was written, and gives its rendering later", async () => {
  const item = assistant("msg_1", CODE);
  const { late, ...now } = await renderItem(item, 0);
  expect(now).toEqual({
    text: CODE,
    html: expect.stringContaining("```ts<br>const a = 1;"),
    htmlVersion: null,
  });
  expect(isRendered({ ...now, type: item.type })).toBe(false);
  const rendering = await late;
  expect(rendering?.html).toContain("<span class=t-keyword>const </span>");
  expect(rendering).toEqual(await renderWhole(item));
});

it("renders an item in time without anything to come", async () => {
  const rendering = await renderItem(assistant("msg_1", "*Hi*"));
  expect(rendering).toEqual({ text: "*Hi*", html: "<p><em>Hi</em>", htmlVersion: expect.any(Number) });
  expect(await renderItem(widget("wid_1"))).not.toHaveProperty("late");
});
