import { expect, it } from "vitest";
import { parsePreferences, preferencesCookie, readPreferences } from "./preferences.ts";

const defaults = { view: "auto", theme: "system", sidebar: "open", shortcuts: "on", enter: "auto" };

it("reads its own cookie among others", () => {
  const chosen = {
    view: "instant",
    theme: "dark",
    sidebar: "closed",
    shortcuts: "off",
    enter: "newline",
  } as const;
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
])("uses the defaults for %j", (cookies) => {
  expect(parsePreferences(cookies)).toEqual(defaults);
});

it("keeps preferences that a form leaves out, and ignores unknown values", () => {
  const before = {
    view: "instant",
    theme: "light",
    sidebar: "closed",
    shortcuts: "off",
    enter: "newline",
  } as const;
  const form = new URLSearchParams({ theme: "dark", sidebar: "<script>" });
  expect(readPreferences(form, before)).toEqual({ ...before, theme: "dark" });
});
