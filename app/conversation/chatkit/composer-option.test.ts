import { expect, it } from "vitest";
import { composerOption } from "./composer-option.ts";

it("offers models and tools where there is something to choose, and no attachments", () => {
  const model = (id: string) => ({ id, label: id });
  const search = { id: "web", label: "Web", icon: "globe" as const, placeholder: "Search the web" };
  expect(composerOption({ models: [model("a")], tools: [], dictation: false })).toEqual({
    placeholder: "Message the assistant",
    attachments: { enabled: false },
    dictation: { enabled: false },
  });
  expect(
    composerOption({ models: [model("a"), model("b")], tools: [search], dictation: true }),
  ).toMatchObject({
    dictation: { enabled: true },
    models: [
      { id: "a", label: "a", default: true },
      { id: "b", label: "b", default: false },
    ],
    tools: [{ id: "web", label: "Web", icon: "globe", placeholderOverride: "Search the web" }],
  });
});
