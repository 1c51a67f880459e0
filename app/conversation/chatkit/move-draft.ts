import type { OpenAIChatKit, UserMessageContent } from "@openai/chatkit";

type Composer = Pick<OpenAIChatKit, "setComposerValue" | "focusComposer">;

/** A user who pauses for this long isn't in the middle of a word. */
const PAUSE_MS = 250;

/**
 * A value that makes this the composer's text: `text` would be trimmed at both ends. Nothing at all empties
 * the composer.
 */
export const valueOf = (text: string): { content?: UserMessageContent[] } =>
  text === "" ? {} : { content: [{ type: "input_text", text }] };

/**
 * Moves what was typed and chosen into ChatKit's composer, and the focus if it was there. Waits for a pause in
 * the typing. Keys that are pressed while the focus is on its way are appended to the draft, so that none is
 * lost.
 *
 * @param show makes ChatKit visible; false when that is no longer wanted, and the draft then stays
 * @param life aborts when ChatKit's element goes: what isn't there yet comes back into the input
 */
export async function moveDraft(
  chatkit: Composer,
  input: HTMLTextAreaElement | null,
  show: () => boolean,
  life: AbortSignal,
): Promise<void> {
  const isFocused = () => input !== null && document.activeElement === input;
  if (input && isFocused()) await pauseIn(input);
  const choices = choicesIn(input?.form);
  let moved: string;
  do {
    moved = input?.value ?? "";
    // Awaited for an empty draft too: only a composer that answers is one to hand over to.
    await chatkit.setComposerValue({ ...valueOf(moved), ...choices });
    // The user may type on meanwhile.
  } while ((input?.value ?? "") !== moved);
  const focused = isFocused();
  if (!show() || !input) return;
  const kept = focused ? await moveFocus(chatkit, moved, life) : "";
  input.value = kept;
  if (kept === "") return;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus({ preventScroll: true });
}

/**
 * Moves the focus into ChatKit's composer, which holds `text`. A field of our own catches keys meanwhile: the
 * frame takes a moment to take the focus, and the composer's text can be replaced but not read.
 *
 * @returns what an element that went away has left behind
 */
async function moveFocus(chatkit: Composer, text: string, life: AbortSignal): Promise<string> {
  const gone = new Promise<void>((resolve) => {
    life.addEventListener("abort", () => resolve(), { once: true });
  });
  const between = document.createElement("textarea");
  between.ariaLabel = "Your draft is on its way";
  between.style.cssText = "position:fixed;top:0;opacity:0;pointer-events:none";
  document.body.append(between);
  between.focus({ preventScroll: true });
  let moved = text;
  await Promise.race([chatkit.focusComposer(), gone]);
  while (between.value !== "" && !life.aborted) {
    // The user types on: take the focus back until there is a pause.
    between.focus({ preventScroll: true });
    await pauseIn(between);
    moved += between.value;
    between.value = "";
    await Promise.race([chatkit.setComposerValue(valueOf(moved)), gone]);
    await Promise.race([chatkit.focusComposer(), gone]);
  }
  const kept = life.aborted ? moved + between.value : "";
  between.remove();
  return kept;
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
