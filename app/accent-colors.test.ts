import { expect, it } from "vitest";
import { accentColors, contrastOf } from "./accent-colors.ts";

// Every hue, pale and dark, and both ends.
const colors = [
  "#000",
  "#fff",
  "#0b62d6",
  "#ffee00",
  "#000080",
  "#00ff88",
  "#e11d48",
  "#7c3aed",
  "#f97316",
  "#777777",
];

it.each(colors)("derives readable colours from %s", (color) => {
  const { accent, strong } = accentColors(color);
  for (const surface of ["#ffffff", "#f9f9f9", "#ededed"]) {
    expect(contrastOf(accent.light, surface)).toBeGreaterThanOrEqual(4.5);
  }
  for (const surface of ["#181818", "#262626", "#353535"]) {
    expect(contrastOf(accent.dark, surface)).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrastOf(strong.light, "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(contrastOf(strong.dark, "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(contrastOf(strong.dark, "#181818")).toBeGreaterThanOrEqual(3);
});

it("leaves a colour alone that is readable as it is", () => {
  expect(accentColors("#0B62D6")).toMatchObject({
    accent: { light: "#0b62d6" },
    strong: { light: "#0b62d6" },
  });
});
