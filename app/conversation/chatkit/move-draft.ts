import type { OpenAIChatKit } from "@openai/chatkit";

type Composer = Pick<OpenAIChatKit, "setComposerValue" | "focusComposer">;

/**
 * Moves what has been typed into ChatKit's composer, and the focus if it was there. Keys that come while
 * the draft is on its way are sent after it, so none is lost.
 *
 * @param show makes ChatKit visible; false when that is no longer wanted, and the draft then stays
 */
export async function moveDraft(
  chatkit: Composer,
  input: HTMLTextAreaElement | null,
  show: () => boolean,
): Promise<void> {
  const focused = input !== null && document.activeElement === input;
  let moved = "";
  while (input && input.value !== moved) {
    moved = input.value;
    await chatkit.setComposerValue({ text: moved });
  }
  if (!show() || !input) return;
  if (focused) await chatkit.focusComposer();
  if (input.value !== moved) await chatkit.setComposerValue({ text: input.value });
  input.value = "";
}
