import type { OpenAIChatKit } from "@openai/chatkit";

type Composer = Pick<OpenAIChatKit, "setComposerValue" | "focusComposer">;

/** Whoever pauses for this long isn't in the middle of a word. */
const PAUSE_MS = 250;

/**
 * Moves what has been typed and chosen into ChatKit's composer, and the focus if it was there. It waits for a
 * pause in the typing; keys that come all the same while the focus is on its way are put after the draft, so
 * none is lost.
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
  let moved = choices ? undefined : "";
  // The value changes while `setComposerValue` is awaited: the user types on.
  // oxlint-disable-next-line no-unmodified-loop-condition
  while (input && input.value !== moved) {
    moved = input.value;
    await chatkit.setComposerValue({ text: moved, ...choices });
  }
  const focused = isFocused();
  if (!show() || !input) return;
  if (focused) await moveFocus(chatkit, moved ?? "");
  input.value = "";
}

/**
 * Moves the focus into ChatKit's composer, which holds `text`. It goes by way of a field of our own: the
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
    // Typing goes on: it goes on here, until there is a pause.
    between.focus({ preventScroll: true });
    await pauseIn(between);
    moved += between.value;
    between.value = "";
    await chatkit.setComposerValue({ text: moved });
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

/** Resolves when nothing has been typed for a moment. What an input method puts together is one word. */
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
