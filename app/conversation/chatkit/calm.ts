import { hasOpenLayer } from "#app/ui/open-layer.ts";

/** After the last scroll, press or key of an input method, in milliseconds. */
const QUIET_MS = 400;
/** Between two looks, in milliseconds. */
const LOOK_MS = 100;

interface Calm {
  /** Resolves when replacing the view would disturb nothing that the user is doing. */
  wait(): Promise<void>;
  close(): void;
}

/**
 * Watches the instant view for activity that a change of views would interrupt: an input method composes, text
 * is selected, the caret stands inside the draft, a menu or dialog is open, a control of the view has the focus,
 * or the view scrolls.
 *
 * @param view the element that shows the instant view
 * @param input its composer
 */
export function watchCalm(view: () => HTMLElement | null, input: () => HTMLTextAreaElement | null): Calm {
  let lastActivity = Number.NEGATIVE_INFINITY;
  let isPressed = false;
  const aborter = new AbortController();
  const listen = (name: string, listener: (event: Event) => void) =>
    document.addEventListener(name, listener, { capture: true, passive: true, signal: aborter.signal });
  const touch = () => {
    lastActivity = performance.now();
  };
  listen("scroll", touch);
  listen("wheel", touch);
  listen("compositionend", touch);
  listen("pointerdown", () => (isPressed = true));
  for (const name of ["pointerup", "pointercancel"]) {
    listen(name, () => {
      isPressed = false;
      touch();
    });
  }

  const isCalm = () =>
    !isComposing() &&
    !isPressed &&
    performance.now() - lastActivity > QUIET_MS &&
    isCaretAtEnd(input()) &&
    !hasSelection(view()) &&
    !holdsFocus(view(), input()) &&
    !hasOpenLayer();

  return {
    async wait() {
      while (!isCalm() && !aborter.signal.aborted)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    },
    close: () => aborter.abort(),
  };
}

const FIELDS = "input, textarea, [contenteditable]";

/**
 * Whether an input method composes a word in the field that has the focus, as `shell/composition.tsx` marks it. A field
 * that goes away meanwhile may take the end of it along.
 */
const isComposing = (): boolean =>
  document.documentElement.dataset.composing !== undefined &&
  (document.activeElement?.matches(FIELDS) ?? false);

/** In ChatKit's composer the caret always ends up at the end. */
function isCaretAtEnd(input: HTMLTextAreaElement | null): boolean {
  if (!input || document.activeElement !== input) return true;
  return input.selectionStart === input.value.length && input.selectionEnd === input.value.length;
}

function hasSelection(view: HTMLElement | null): boolean {
  const selection = document.getSelection();
  if (!view || !selection || selection.isCollapsed) return false;
  return view.contains(selection.anchorNode) || view.contains(selection.focusNode);
}

/** A control of the view would lose the focus with the view. What Tab passes over is none. */
function holdsFocus(view: HTMLElement | null, input: HTMLTextAreaElement | null): boolean {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === input) return false;
  return activeElement.tabIndex >= 0 && (view?.contains(activeElement) ?? false);
}
