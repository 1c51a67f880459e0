import { expect, it } from "vitest";
import { leaveOut, refusedPaths, without } from "./options.ts";

it("reads the faults that the client names", () => {
  const message = [
    "ChatKit.create():",
    '✖ Unrecognized keys: "commands", "foo"',
    '✖ Unrecognized key: "bar"',
    "  → at composer",
    "✖ Invalid input",
    "  → at composer.tools[0].icon",
    "✖ Invalid input",
    "  → at theme",
  ].join("\n");
  expect(refusedPaths(message)).toEqual([
    ["commands"],
    ["foo"],
    ["composer", "bar"],
    ["composer", "tools", 0, "icon"],
    ["theme"],
  ]);
  expect(refusedPaths("ChatKit.create(): something else")).toEqual([]);
});

it("leaves out what was refused, and more of it when that was not enough", () => {
  const path = ["composer", "tools", 0, "icon"];
  const first = leaveOut([], [path]);
  expect(first).toEqual([path]);
  const second = leaveOut(first ?? [], [path]);
  expect(second?.at(-1)).toEqual(["composer", "tools", 0]);
  expect(leaveOut([["theme"]], [["theme"]])).toBeUndefined();
  expect(leaveOut([], [["api", "uploadStrategy"]])).toBeUndefined();
});

it("removes options by their paths and leaves the given ones alone", () => {
  const options = {
    api: { url: "/", domainKey: "k" },
    header: { enabled: false },
    composer: { placeholder: "Hi", tools: [{ id: "a", label: "A", icon: "globe" as const }] },
  };
  expect(without(options, [["composer", "tools", 0, "icon"], ["header"], ["nothing"]])).toEqual({
    api: { url: "/", domainKey: "k" },
    composer: { placeholder: "Hi", tools: [{ id: "a", label: "A" }] },
  });
  expect(options.composer.tools[0]).toHaveProperty("icon");
});
