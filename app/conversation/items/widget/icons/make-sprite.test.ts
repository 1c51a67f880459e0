import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ICON_NAMES } from "#app/chatkit/protocol/icons.ts";
import { makeSprite } from "./make-sprite.ts";

test("icons.svg is up to date and contains every ChatKit icon", async () => {
  const file = await readFile(join(import.meta.dirname, "icons.svg"), "utf8");
  expect(file).toBe(await makeSprite());
  for (const name of ICON_NAMES) expect(file).toContain(`<symbol id="${name}" `);
  expect(file).toContain('<symbol id="lucide:truck" ');
});
