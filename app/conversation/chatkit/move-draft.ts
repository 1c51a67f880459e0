import type { OpenAIChatKit, UserMessageContent } from "@openai/chatkit";

type Composer = Pick<OpenAIChatKit, "setComposerValue" | "focusComposer">;

/** A user who pauses for this long isn't in the middle of a word. */
const PAUSE_MS = 250;

/** The text as content: `setComposerValue({ text })` would trim both of its ends. */
export const contentOf = (text: string): UserMessageContent[] =>
  text === "" ? [] : [{ type: "input_text", text }];

/**
 * Moves what was typed and chosen into ChatKit's composer, and the focus if it was there. Waits for a pause in
 * the typing. Keys that are pressed while the focus is on its way are appended to the draft, so that none is
 * lost.
 *
 * @param show makes ChatKit visible; false when that is no longer wanted, and the draft then stays
 */
export async function moveDraft(
  chatkit: Composer,
  input: HTMLTextAreaElement | null,
  show: () => boolean,
): Promise<void> {
  const isFocused = () => input !== null && document.activeElement === input;
  if (input && isFocused()) await pauseIn(input);
  const choices = choicesIn(input?.form);
  let moved: string;
  do {
    moved = input?.value ?? "";
    // Awaited for an empty draft too: only a composer that answers is one to hand over to.
    await chatkit.setComposerValue({ content: contentOf(moved), ...choices });
    // The user may type on meanwhile.
  } while ((input?.value ?? "") !== moved);
  const focused = isFocused();
  if (!show() || !input) return;
  if (focused) await moveFocus(chatkit, moved);
  input.value = "";
}

/**
 * Moves the focus into ChatKit's composer, which holds `text`. A field of our own catches keys meanwhile: the
 * frame takes a moment to take the focus, and the composer's text can be replaced but not read.
 */
async function moveFocus(chatkit: Composer, text: string): Promise<void> {
  const between = document.createElement("textarea");
  between.ariaLabel = "Your draft is on its way";
  between.style.cssText = "position:fixed;top:0;opacity:0;pointer-events:none";
  document.body.append(between);
  between.focus({ preventScroll: true });
  let moved = text;
  await chatkit.focusComposer();
  while (between.value !== "") {
    // The user types on: take the focus back until there is a pause.
    between.focus({ preventScroll: true });
    await pauseIn(between);
    moved += between.value;
    between.value = "";
    await chatkit.setComposerValue({ content: contentOf(moved) });
    await chatkit.focusComposer();
  }
  between.remove();
}

/** The tool and the model that were chosen beside the draft; undefined where there is no choice. */
function choicesIn(form: HTMLFormElement | null | undefined) {
  if (!form) return undefined;
  const fields = new FormData(form);
  const [tool, model] = [fields.get("tool"), fields.get("model")];
  if (tool === null && model === null) return undefined;
  return {
    ...(typeof tool === "string" && { selectedToolId: tool || null }),
    ...(typeof model === "string" && { selectedModelId: model }),
  };
}

/** Resolves when nothing has been typed for a moment. What an input method composes counts as one word. */
function pauseIn(input: HTMLTextAreaElement): Promise<void> {
  const events = ["keydown", "compositionstart", "compositionend"];
  return new Promise((resolve) => {
    const done = () => {
      for (const name of events) input.removeEventListener(name, wait);
      resolve();
    };
    let timer = setTimeout(done, PAUSE_MS);
    const wait = (event: Event) => {
      clearTimeout(timer);
      const isComposing = event.type === "compositionstart" || ("isComposing" in event && event.isComposing);
      if (!isComposing) timer = setTimeout(done, PAUSE_MS);
    };
    for (const name of events) input.addEventListener(name, wait);
  });
}
