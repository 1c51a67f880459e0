import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ICON_NAMES } from "#app/chatkit/protocol/icons.ts";
import { makeSprite } from "./make-sprite.ts";

test("the file of icons is what it would be made anew, and has every icon of ChatKit's", async () => {
  const file = await readFile(join(import.meta.dirname, "icons.svg"), "utf8");
  expect(file).toBe(await makeSprite());
  for (const name of ICON_NAMES) expect(file).toContain(`<symbol id="${name}" `);
  expect(file).toContain('<symbol id="lucide:truck" ');
});
