import { expect, it } from "vitest";
import { composerOption } from "./composer-option.ts";

it("offers models and tools where there is something to choose, and attachments", () => {
  const model = (id: string) => ({ id, label: id });
  const attachments = { maxSize: 1024, maxCount: 10, accept: { "image/*": [".png"] } };
  const search = { id: "web", label: "Web", icon: "globe" as const, placeholder: "Search the web" };
  expect(composerOption({ models: [model("a")], tools: [], attachments, dictation: false })).toEqual({
    placeholder: "Message the assistant",
    attachments: { enabled: true, ...attachments },
    dictation: { enabled: false },
  });
  const both = { models: [model("a"), model("b")], tools: [search], attachments, dictation: true };
  expect(composerOption(both)).toMatchObject({
    dictation: { enabled: true },
    models: [
      { id: "a", label: "a", default: true },
      { id: "b", label: "b", default: false },
    ],
    tools: [{ id: "web", label: "Web", icon: "globe", placeholderOverride: "Search the web" }],
  });
});
