import { parseCookie } from "cookie";
import { useSyncExternalStore } from "react";
import { useRouteLoaderData } from "react-router";

/** The user's preferences in this browser. */
export interface Preferences {
  /** `auto`: ChatKit takes over when it has loaded. `instant`: ChatKit isn't loaded at all. */
  view: "auto" | "instant";
  theme: "system" | "light" | "dark";
  /** The sidebar on wide screens; on phones, it is a sheet. */
  sidebar: "open" | "closed";
  /** They can be switched off, because browsers and assistive software may use the same keys. */
  shortcuts: "on" | "off";
  /** What the Enter key does in the composer. `auto`: it sends, but begins a new line on touch devices. */
  enter: "auto" | "send" | "newline";
}

const NAME = "prefs";
const YEAR_S = 31_536_000;

/** All valid values; the first is the default. */
const VALUES = {
  view: ["auto", "instant"],
  theme: ["system", "light", "dark"],
  sidebar: ["open", "closed"],
  shortcuts: ["on", "off"],
  enter: ["auto", "send", "newline"],
} as const;

/**
 * Parses the preferences from a `cookie` header or `document.cookie`. Missing and unknown values get their
 * defaults.
 */
export function parsePreferences(cookies: string | null | undefined): Preferences {
  return readPreferences(new URLSearchParams(parseCookie(cookies ?? "", { decode: (value) => value })[NAME]));
}

/** Reads the preferences from a form's fields. A missing or unknown field keeps the value in `before`. */
export function readPreferences(
  fields: { get(name: string): unknown },
  before: Preferences = { view: "auto", theme: "system", sidebar: "open", shortcuts: "on", enter: "auto" },
): Preferences {
  const oneOf = <Value>(values: readonly Value[], name: string, otherwise: Value): Value =>
    values.find((value) => value === fields.get(name)) ?? otherwise;
  return {
    view: oneOf(VALUES.view, "view", before.view),
    theme: oneOf(VALUES.theme, "theme", before.theme),
    sidebar: oneOf(VALUES.sidebar, "sidebar", before.sidebar),
    shortcuts: oneOf(VALUES.shortcuts, "shortcuts", before.shortcuts),
    enter: oneOf(VALUES.enter, "enter", before.enter),
  };
}

/** The cookie, for `set-cookie` or `document.cookie`. It holds nothing secret, so scripts may read it. */
export function preferencesCookie(preferences: Preferences): string {
  return `${NAME}=${new URLSearchParams({ ...preferences })}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
}

/** The theme that was chosen since this document was loaded. */
let chosenTheme: Preferences["theme"] | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Applies a theme to the page at once, and stores it. */
export function chooseTheme(value: string): void {
  const next = VALUES.theme.find((theme) => theme === value);
  if (!next) return;
  chosenTheme = next;
  document.cookie = preferencesCookie({ ...parsePreferences(document.cookie), theme: next });
  for (const listener of listeners) listener();
}

/** The preferences that this document was rendered with, from the root's loader, with the chosen theme. */
export function usePreferences(): Preferences {
  const root = useRouteLoaderData<{ preferences: Preferences }>("root");
  const preferences = root?.preferences ?? parsePreferences(null);
  const theme = useSyncExternalStore(
    subscribe,
    () => chosenTheme,
    () => undefined,
  );
  return theme ? { ...preferences, theme } : preferences;
}
