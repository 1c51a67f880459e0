/** An accent colour as the design uses it: text and lines, and the background of white text, in both themes. */
export interface AccentColors {
  accent: { light: string; dark: string };
  strong: { light: string; dark: string };
}

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The surfaces with the least contrast that accented text is on: a hovered row in each theme. */
const LIGHT_SURFACE: Rgb = [237, 237, 237];
const DARK_SURFACE: Rgb = [53, 53, 53];
/** What the composer's send button is on in the dark theme. */
const DARK_RAISED: Rgb = [38, 38, 38];

/** WCAG 2.2, 1.4.3 (text) and 1.4.11 (controls). */
const TEXT_CONTRAST = 4.5;
const CONTROL_CONTRAST = 3;
/** The part of black or white that is mixed in with each step. */
const STEP = 0.005;

/**
 * Derives readable colours from one colour: it is darkened for the light theme and lightened for the dark one, only
 * as far as the contrast of WCAG AA needs it.
 *
 * @param hex the colour as `#rgb` or `#rrggbb`
 */
export function accentColors(hex: string): AccentColors {
  const color = parseHex(hex);
  const light = towards(
    color,
    BLACK,
    (one) =>
      contrast(one, LIGHT_SURFACE) >= TEXT_CONTRAST && contrast(one, mix(WHITE, one, 0.1)) >= TEXT_CONTRAST,
  );
  const dark = towards(
    color,
    WHITE,
    (one) =>
      contrast(one, DARK_SURFACE) >= TEXT_CONTRAST &&
      contrast(one, mix(DARK_RAISED, one, 0.1)) >= TEXT_CONTRAST,
  );
  const visible = towards(color, WHITE, (one) => contrast(one, DARK_RAISED) >= CONTROL_CONTRAST);
  const underWhite = (one: Rgb) => contrast(one, WHITE) >= TEXT_CONTRAST;
  return {
    accent: { light: toHex(light), dark: toHex(dark) },
    strong: {
      light: toHex(towards(color, BLACK, underWhite)),
      dark: toHex(towards(visible, BLACK, underWhite)),
    },
  };
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  return contrast(parseHex(one), parseHex(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const value = channel / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The first colour on the way from one to another that is good. */
function towards(from: Rgb, to: Rgb, isGood: (color: Rgb) => boolean): Rgb {
  for (let part = 0; part < 1; part += STEP) {
    const color = mix(from, to, part);
    if (isGood(color)) return color;
  }
  return to;
}

const mix = (one: Rgb, other: Rgb, part: number): Rgb => {
  const channel = (index: 0 | 1 | 2) => Math.round(one[index] * (1 - part) + other[index] * part);
  return [channel(0), channel(1), channel(2)];
};

function parseHex(hex: string): Rgb {
  const digits = hex.slice(1);
  const long = digits.length === 3 ? digits.replaceAll(/./g, "$&$&") : digits;
  const channel = (index: number) => Number.parseInt(long.slice(index * 2, index * 2 + 2), 16);
  return [channel(0), channel(1), channel(2)];
}

const toHex = (color: Rgb) => `#${color.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
