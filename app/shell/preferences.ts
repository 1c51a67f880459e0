import { parseCookie } from "cookie";
import { useRouteLoaderData } from "react-router";

/** How somebody wants this app in this browser. */
export interface Preferences {
  /** `auto`: ChatKit when it is there. `instant`: ChatKit isn't even asked for. */
  view: "auto" | "instant";
  theme: "system" | "light" | "dark";
  /** The sidebar on wide screens; on phones it is a sheet. */
  sidebar: "open" | "closed";
  /** Keys without a modifier, which speech input and some hands press by mistake (WCAG 2.1.4). */
  shortcuts: "on" | "off";
}

const NAME = "prefs";
const YEAR_S = 31_536_000;

/** Every value that there is; the first is the default. */
const VALUES = {
  view: ["auto", "instant"],
  theme: ["system", "light", "dark"],
  sidebar: ["open", "closed"],
  shortcuts: ["on", "off"],
} as const;

/** The preferences in a `cookie` header or in `document.cookie`; what is missing or unknown is the default. */
export function parsePreferences(cookies: string | null | undefined): Preferences {
  return readPreferences(new URLSearchParams(parseCookie(cookies ?? "", { decode: (value) => value })[NAME]));
}

/** The preferences that a form's fields name; a field that is missing keeps what `before` says. */
export function readPreferences(
  fields: { get(name: string): unknown },
  before: Preferences = { view: "auto", theme: "system", sidebar: "open", shortcuts: "on" },
): Preferences {
  const oneOf = <Value>(values: readonly Value[], name: string, otherwise: Value): Value =>
    values.find((value) => value === fields.get(name)) ?? otherwise;
  return {
    view: oneOf(VALUES.view, "view", before.view),
    theme: oneOf(VALUES.theme, "theme", before.theme),
    sidebar: oneOf(VALUES.sidebar, "sidebar", before.sidebar),
    shortcuts: oneOf(VALUES.shortcuts, "shortcuts", before.shortcuts),
  };
}

/** For `set-cookie` or `document.cookie`. The page's script may read it: there is nothing secret in it. */
export function preferencesCookie(preferences: Preferences): string {
  return `${NAME}=${new URLSearchParams({ ...preferences })}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
}

/** The preferences that this document was made with, as the root's loader has read them. */
export function usePreferences(): Preferences {
  const root = useRouteLoaderData<{ preferences: Preferences }>("root");
  return root?.preferences ?? parsePreferences(null);
}
