import type { OpenAIChatKit } from "@openai/chatkit";

type Composer = Pick<OpenAIChatKit, "setComposerValue" | "focusComposer">;

/** Whoever pauses for this long isn't in the middle of a word. */
const PAUSE_MS = 250;

/**
 * Moves what has been typed and chosen into ChatKit's composer, and the focus if it was there. It waits for a pause in
 * the typing, and keys that come all the same while neither composer has the focus are put after the draft,
 * so none is lost.
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
  while (input && input.value !== moved) {
    moved = input.value;
    await chatkit.setComposerValue({ text: moved, ...choices });
  }
  const focused = isFocused();
  if (!show() || !input) return;
  if (focused) {
    const keys = catchKeys();
    await chatkit.focusComposer();
    input.value += keys();
  }
  if (input.value !== moved) await chatkit.setComposerValue({ text: input.value });
  input.value = "";
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

/** Keeps what is typed while nothing has the focus from now on, until it is asked what that was. */
function catchKeys(): () => string {
  let text = "";
  const keep = (event: KeyboardEvent) => {
    // Whatever has the focus gets its keys itself.
    if (document.activeElement !== document.body) return;
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (isText) text += event.key;
    if (event.key === "Backspace") text = text.slice(0, -1);
    // A space would scroll the page.
    if (isText) event.preventDefault();
  };
  document.addEventListener("keydown", keep);
  return () => {
    document.removeEventListener("keydown", keep);
    return text;
  };
}
