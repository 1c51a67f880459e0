import type { Length } from "#app/chatkit/protocol/widget-types.ts";

/**
 * Whether a widget may put this into a style. A server-rendered style attribute is text: a semicolon would
 * begin a declaration of the widget's own, and `url()` would ask another server for something.
 */
export const isPlainCss = (value: string): boolean =>
  /^[\w#%.,()/ +*-]{1,200}$/.test(value) && !/url\s*\(/i.test(value);

/** The value under a name that came from a widget; names of JavaScript's own (`constructor`) are none. */
export const valueOf = <Value>(
  values: Readonly<Record<string, Value>>,
  name: string | undefined,
): Value | undefined => (name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined);

/** The word, if it is one of those that are allowed. */
export const oneOf = <Word extends string>(
  words: readonly Word[],
  word: string | undefined,
): Word | undefined => words.find((allowed) => allowed === word);

/** A length in CSS: a number of `unit` pixels, or what the widget says in CSS. */
export function cssLength(value: Length | undefined, unit = 1): Length | undefined {
  if (typeof value === "number") return value * unit;
  return value !== undefined && isPlainCss(value) ? value : undefined;
}

/** Spacing counts in units of 4 px. */
export const cssSpace = (value: Length | undefined): Length | undefined => cssLength(value, 4);

const RADIUS: Record<string, Length> = {
  none: 0,
  "2xs": 2,
  xs: 4,
  sm: 6,
  md: 8,
  lg: 10,
  xl: 12,
  "2xl": 16,
  "3xl": 20,
  "4xl": 24,
  full: 9999,
  "100%": "100%",
};
export const cssRadius = (name: string | undefined): Length | undefined => valueOf(RADIUS, name);

/** Without what isn't set, so that it covers nothing. */
export const defined = <Style extends object>(style: Style): Partial<Style> => {
  const kept: Partial<Style> = { ...style };
  for (const name in kept) if (kept[name] === undefined) delete kept[name];
  return kept;
};
