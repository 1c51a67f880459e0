import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { themeOf, tokens } from "./theme.ts";

const css = readFileSync(new URL("../../app.css", import.meta.url), "utf8");

it("gives ChatKit the design's own values", () => {
  expect(css).toContain(`--color-accent: light-dark(${tokens.accent.light}, ${tokens.accent.dark});`);
  expect(css).toContain(`--font-sans: ${tokens.sans};`);
  expect(css).toContain(`--font-mono: ${tokens.mono};`);
  expect(themeOf("dark")).toMatchObject({ colorScheme: "dark", color: { accent: { primary: "#6ea8fe" } } });
});
