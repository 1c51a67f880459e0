import { describe, expect, it } from "vitest";
import { backgroundColor, lineColor, SOFT_PERCENT, textColor, TONES } from "./colors.ts";

type Rgb = number[];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const over = (top: Rgb, ground: Rgb, percent: number): Rgb =>
  top.map((value, index) => value * (percent / 100) + (ground[index] ?? 0) * (1 - percent / 100));

/** WCAG 2.2's relative luminance. */
function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The backgrounds of the page and of raised surfaces, and the text colour on a solid tone (`onSolid`). */
const THEMES = [
  { backgrounds: ["#ffffff", "#f7f7f7"], onSolid: "#ffffff" },
  { backgrounds: ["#181818", "#262626"], onSolid: "#0d0d0d" },
];

describe("a widget's colours", () => {
  it.each(Object.entries(TONES))(
    "%s has AA contrast in both themes as text, on its soft background and as a background",
    (_name, pair) => {
      for (const [index, { backgrounds, onSolid }] of THEMES.entries()) {
        const color = rgb(pair[index] ?? "");
        for (const ground of backgrounds) {
          expect(contrast(color, rgb(ground))).toBeGreaterThanOrEqual(4.5);
          expect(contrast(color, over(color, rgb(ground), SOFT_PERCENT))).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(rgb(onSolid), color)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it("accept a token, a primitive, CSS, or one colour for each theme", () => {
    expect(textColor("secondary")).toBe("light-dark(#5d5d5d,#ababab)");
    expect(textColor("tertiary")).toBe("var(--color-muted)");
    expect(backgroundColor("surface-elevated")).toBe("var(--color-raised)");
    expect(backgroundColor("blue-500")).toMatch(/^oklch\(/);
    expect(backgroundColor("alpha-10")).toContain("10%");
    expect(textColor("#123456")).toBe("#123456");
    expect(lineColor({ light: "red", dark: "danger" })).toBe(`light-dark(red,${textColor("danger")})`);
  });

  it.each([
    "red;background:url(//a.example/x)",
    "url(//a.example/x)",
    "URL (x)",
    'url("x")',
    "\\75rl(x)",
    "red}body{display:none",
    "x".repeat(201),
    "",
  ])("reject %s", (value) => {
    expect(textColor(value)).toBeUndefined();
    expect(backgroundColor({ light: value, dark: "red" })).toBeUndefined();
  });

  it("ignore the names of JavaScript's built-in properties", () => {
    for (const name of ["constructor", "toString", "__proto__-1"])
      expect(textColor(name)).not.toBeTypeOf("function");
  });
});
