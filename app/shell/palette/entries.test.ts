import { expect, test } from "vitest";
import { type Entry, fuzzyScore, matching, PLACES } from "./entries.ts";

const labels = (typed: string) => matching(typed, PLACES).map(({ label }) => label);

test.each([
  ["new", "New chat"],
  ["nwch", "New chat"],
  ["tod", "Tasks: Today"],
  ["delet", "Recently deleted"],
  ["sett", "Settings"],
  ["UPC", "Tasks: Upcoming"],
])("“%s” finds “%s” first", (typed, label) => {
  expect(labels(typed)[0]).toBe(label);
});

test("Letters that aren't there, or in another order, match nothing", () => {
  expect(fuzzyScore("xyz", "Settings")).toBeUndefined();
  expect(fuzzyScore("gnit", "tin")).toBeUndefined();
});

test("Accents don't matter, and a blank text matches all in their order", () => {
  const entries: Entry[] = [{ key: "1", group: "Folders", label: "São Paulo" }];
  expect(matching("sao", entries)).toHaveLength(1);
  expect(labels("  ")).toEqual(PLACES.map(({ label }) => label));
});
