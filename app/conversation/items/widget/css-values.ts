import type { Length } from "#app/chatkit/protocol/widget-types.ts";

/**
 * Whether the value is safe in a style. A server-rendered style attribute is text: a semicolon would start
 * another declaration, and `url()` would make a request to another server.
 */
export const isPlainCss = (value: string): boolean =>
  /^[\w#%.,()/ +*-]{1,200}$/.test(value) && !/url\s*\(/i.test(value);

/** Looks up a name that came from a widget. Inherited properties such as `constructor` are ignored. */
export const valueOf = <Value>(
  values: Readonly<Record<string, Value>>,
  name: string | undefined,
): Value | undefined => (name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined);

/** The word if it is in the list of allowed words. */
export const oneOf = <Word extends string>(
  words: readonly Word[],
  word: string | undefined,
): Word | undefined => words.find((allowed) => allowed === word);

/** A CSS length: a number of `unit` pixels, or the widget's own CSS value. */
export function cssLength(value: Length | undefined, unit = 1): Length | undefined {
  if (typeof value === "number") return value * unit;
  return value !== undefined && isPlainCss(value) ? value : undefined;
}

/** Spacing is in units of 4 px. */
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

/** Removes undefined properties, so that they don't override others when spread. */
export const defined = <Style extends object>(style: Style): Partial<Style> => {
  const result: Partial<Style> = { ...style };
  for (const name in result) if (result[name] === undefined) delete result[name];
  return result;
};
