import type { CSSProperties } from "react";
import type { Color, Theme } from "#app/chatkit/protocol/widget-types.ts";
import { isPlainCss, valueOf } from "./css-values.ts";

/**
 * Colours with a meaning, in the light and the dark theme. Each has AA contrast as text on the page, as text
 * on its own soft background (`softBackground`), and as the background of `onSolid`; colors.test.ts checks
 * that.
 */
export const TONES = {
  primary: ["#0b5ac4", "#6ea8fe"],
  secondary: ["#5d5d5d", "#ababab"],
  success: ["#14692f", "#8ad79b"],
  danger: ["#b3261e", "#ff8a80"],
  warning: ["#8a4b00", "#f5c06f"],
  caution: ["#735c00", "#ecd06f"],
  info: ["#0a51a8", "#8ec1ff"],
  discovery: ["#6639ba", "#d2b3ff"],
} as const;
export type Tone = keyof typeof TONES;

export const isTone = (name: string): name is Tone => Object.hasOwn(TONES, name);
export const onSolid = "light-dark(#fff,#0d0d0d)";
export const tone = (name: Tone): string => `light-dark(${TONES[name].join(",")})`;
export const SOFT_PERCENT = 12;
export const softBackground = (name: Tone): string =>
  `color-mix(in srgb,${tone(name)} ${SOFT_PERCENT}%,transparent)`;

const TEXT = new Map([
  ...["primary", "prose", "prose-emphasis", "emphasis"].map((name) => [name, "var(--color-text)"] as const),
  ["tertiary", "var(--color-muted)"] as const,
]);
const SURFACES = new Map([
  ["surface", "var(--color-surface)"],
  ["surface-secondary", "light-dark(#f7f7f7,#212121)"],
  ["surface-tertiary", "light-dark(#f0f0f0,#2a2a2a)"],
  ["surface-elevated", "var(--color-raised)"],
  ["surface-elevated-secondary", "light-dark(#f7f7f7,#303030)"],
]);
const LINES = new Map([
  ["default", "var(--color-line)"],
  ["subtle", "light-dark(rgb(13 13 13/6%),rgb(255 255 255/7%))"],
  ["strong", "light-dark(rgb(13 13 13/25%),rgb(255 255 255/28%))"],
]);

export const textColor = (color: Color | undefined) => inTheme(color, TEXT);
export const backgroundColor = (color: Color | undefined) => inTheme(color, SURFACES);
export const lineColor = (color: Color | undefined) => inTheme(color, LINES);

function inTheme(color: Color | undefined, tokens: ReadonlyMap<string, string>): string | undefined {
  if (typeof color !== "object" || color === null) return color ? named(color, tokens) : undefined;
  const light = named(color.light, tokens);
  const dark = named(color.dark, tokens);
  return light && dark && `light-dark(${light},${dark})`;
}

function named(color: string, tokens: ReadonlyMap<string, string>): string | undefined {
  if (typeof color !== "string") return undefined;
  const token = tokens.get(color) ?? (isTone(color) ? tone(color) : (alpha(color) ?? primitive(color)));
  return token ?? (isPlainCss(color) ? color : undefined);
}

/** `alpha-10`: the text colour at 10 % opacity. */
function alpha(color: string): string | undefined {
  const percent = /^alpha-(\d{1,2})$/.exec(color)?.[1];
  return percent && `color-mix(in srgb,var(--color-text) ${Number(percent)}%,transparent)`;
}

/** Chroma and hue of the primitive colours in OKLCH. */
const HUES: Record<string, readonly [number, number]> = {
  gray: [0, 0],
  red: [0.2, 25],
  orange: [0.17, 50],
  yellow: [0.15, 90],
  green: [0.16, 150],
  blue: [0.18, 255],
  purple: [0.2, 300],
  pink: [0.2, 355],
};

/** `blue-500`: the same in both themes. Contrast with the text on it is up to the widget. */
function primitive(color: string): string | undefined {
  const [, name = "", shade = ""] = /^([a-z]+)-(\d{1,4})$/.exec(color) ?? [];
  const hue = valueOf(HUES, name);
  if (!hue) return undefined;
  const depth = Math.min(Number(shade), 1000);
  const lightness = depth <= 100 ? 1 - depth * 0.0007 : 0.93 - ((depth - 100) / 900) * 0.72;
  const chroma = hue[0] * Math.min(1, depth / 400);
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${hue[1]})`;
}

/** The style of a widget that sets its own theme, independent of the page's. */
export function themeStyle(theme: Theme | undefined): CSSProperties {
  const tokens = valueOf(THEMES, theme);
  if (!tokens) return {};
  const surface = { backgroundColor: "var(--color-surface)", color: "var(--color-text)" };
  return { ...tokens, ...surface, colorScheme: theme };
}

/** The page's colour tokens in each theme. The stylesheet (app.css) sets them for the whole document only. */
const THEMES: Record<Theme, Record<`--color-${string}`, string>> = {
  light: {
    "--color-surface": "#ffffff",
    "--color-raised": "#ffffff",
    "--color-hover": "rgb(13 13 13/5%)",
    "--color-line": "rgb(13 13 13/10%)",
    "--color-text": "#0d0d0d",
    "--color-muted": "#5d5d5d",
    "--color-accent": "#0b62d6",
    "--color-accent-strong": "#0b5ac4",
  },
  dark: {
    "--color-surface": "#181818",
    "--color-raised": "#262626",
    "--color-hover": "rgb(255 255 255/7%)",
    "--color-line": "rgb(255 255 255/12%)",
    "--color-text": "#f3f3f3",
    "--color-muted": "#ababab",
    "--color-accent": "#6ea8fe",
    "--color-accent-strong": "#1d6ae0",
  },
};
