import { expect, it } from "vitest";
import { parsePreferences, preferencesCookie, readPreferences } from "./preferences.ts";

const defaults = { view: "auto", theme: "system", sidebar: "open", shortcuts: "on" };

it("reads what it has written, among other cookies", () => {
  const chosen = { view: "instant", theme: "dark", sidebar: "closed", shortcuts: "off" } as const;
  const [pair] = preferencesCookie(chosen).split(";");
  expect(parsePreferences(pair)).toEqual(chosen);
  expect(parsePreferences(`tz=UTC; ${pair}; session=a=b`)).toEqual(chosen);
});

it.each([
  null,
  undefined,
  "",
  "prefs",
  "prefs=",
  "xprefs=theme=dark",
  "prefs=theme=pink&view=",
  "prefs=%%%;;=",
])("takes the defaults for %j", (cookies) => {
  expect(parsePreferences(cookies)).toEqual(defaults);
});

it("keeps what a form doesn't name, and takes nothing that it doesn't know", () => {
  const before = { view: "instant", theme: "light", sidebar: "closed", shortcuts: "off" } as const;
  const form = new URLSearchParams({ theme: "dark", sidebar: "<script>" });
  expect(readPreferences(form, before)).toEqual({ ...before, theme: "dark" });
});
