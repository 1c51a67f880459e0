import { afterEach, expect, it, vi } from "vitest";
import { moveDraft } from "./move-draft.ts";

/** As much of a textarea as the draft needs; there is no browser here. */
const textarea = (value: string) => ({ value }) as HTMLTextAreaElement;

afterEach(() => {
  vi.unstubAllGlobals();
});

it("brings keys along that are typed while the draft is on its way, and then the focus", async () => {
  const input = textarea("my dra");
  vi.stubGlobal("document", { activeElement: input });
  const seen: string[] = [];
  const chatkit = {
    async setComposerValue({ text }: { text?: string }) {
      seen.push(text ?? "");
      if (seen.length === 1) input.value += "ft";
    },
    async focusComposer() {
      seen.push("(focus)");
    },
  };
  await moveDraft(chatkit, input, () => true);
  expect(seen).toEqual(["my dra", "my draft", "(focus)"]);
  expect(input.value).toBe("");
});

it("leaves the draft alone when ChatKit is not to be shown after all", async () => {
  const input = textarea("my draft");
  vi.stubGlobal("document", { activeElement: null });
  await moveDraft({ setComposerValue: async () => {}, focusComposer: async () => {} }, input, () => false);
  expect(input.value).toBe("my draft");
});
