import type { ConversationData } from "#app/chat/conversation-data.ts";
import { loadAhead } from "./load-page.ts";
import { PREVIEWED } from "./previews.tsx";

/** The pointer or the focus stays for so long before the card opens, in milliseconds. */
const OPEN_MS = 400;
/** The pointer may be away for so long, on its way to the card. */
const CLOSE_MS = 200;

/** A link, and the conversation that it leads to. */
export interface Preview {
  link: HTMLAnchorElement;
  conversation: ConversationData;
}

/**
 * Calls `show` with the link that the pointer or the focus stays on, when its conversation is there, and with undefined
 * when it has gone elsewhere. Returns how to end that.
 */
export function watchRows(
  card: () => HTMLElement | null,
  show: (preview: Preview | undefined) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted: HTMLAnchorElement | null = null;

  function close(): void {
    clearTimeout(timer);
    wanted = null;
    show(undefined);
  }
  async function open(link: HTMLAnchorElement): Promise<void> {
    const page = await loadAhead(link.getAttribute("href") ?? "");
    if (wanted !== link || !link.isConnected) return;
    show(page && { link, conversation: page.conversation });
  }
  function goTo(target: EventTarget | null): void {
    clearTimeout(timer);
    // The pointer may rest on the card, to read it.
    if (target instanceof Node && card()?.contains(target)) return;
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>(PREVIEWED) : null;
    if (link && link === wanted && card()) return;
    wanted = link;
    timer = link ? setTimeout(() => void open(link), OPEN_MS) : setTimeout(close, CLOSE_MS);
  }

  const events = new AbortController();
  const { signal } = events;
  const point = ({ pointerType, target }: PointerEvent) => {
    if (pointerType !== "touch") goTo(target);
  };
  const focus = ({ target }: FocusEvent) =>
    goTo(target instanceof Element && target.matches(":focus-visible") ? target : null);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // With a card open, the key means the card, and not the answer that it would stop.
    if (card()) event.preventDefault();
    close();
  };
  document.addEventListener("pointerover", point, { signal, passive: true });
  document.addEventListener("focusin", focus, { signal });
  document.addEventListener("keydown", press, { signal, capture: true });
  document.addEventListener("pointerdown", close, { signal });
  document.addEventListener("scroll", close, { signal, capture: true, passive: true });
  // The link that has had this loaded.
  goTo(document.querySelector(`${PREVIEWED}:hover, ${PREVIEWED}:focus-visible`));
  return () => {
    events.abort();
    clearTimeout(timer);
  };
}
