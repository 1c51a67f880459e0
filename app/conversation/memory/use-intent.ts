import { useEffect } from "react";
import { loadAhead } from "./load-page.ts";

/** A pointer that rests on a link for so long means it, in milliseconds. */
const DWELL_MS = 70;

/** A link to a conversation, but not to its share page or export. */
const LINK = 'a[href^="/chat/"]';
const PATH = /^\/chat\/[\w-]+(\?[^#]*)?(?=$|#)/;

/** Loads conversations ahead that the user is about to open: by resting on a link, focusing it, or pressing it. */
export function useIntent(): void {
  useEffect(() => {
    const pointed = createIntent();
    const focused = createIntent();
    const press = ({ target }: Event) => {
      const path = pathOfLink(target);
      if (path) void loadAhead(path);
    };
    const listeners: [string, (event: Event) => void][] = [
      ["pointerover", ({ target }) => pointed.at(target)],
      ["focusin", ({ target }) => focused.at(target)],
      ["focusout", () => focused.at(null)],
      ["pointerdown", press],
      ["touchstart", press],
    ];
    for (const [type, listener] of listeners) {
      document.addEventListener(type, listener, { passive: true });
    }
    return () => {
      pointed.at(null);
      focused.at(null);
      for (const [type, listener] of listeners) document.removeEventListener(type, listener);
    };
  }, []);
}

/** Where the pointer or the focus is. It means a link when it stays there for a moment. */
function createIntent() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let path: string | undefined;
  return {
    at(target: EventTarget | null) {
      const next = pathOfLink(target);
      if (next === path) return;
      path = next;
      clearTimeout(timer);
      if (next && !savesData()) timer = setTimeout(() => void loadAhead(next), DWELL_MS);
    },
  };
}

function pathOfLink(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest(LINK) : null;
  return PATH.exec(link?.getAttribute("href") ?? "")?.[0];
}

/** The user has asked the browser to be sparing. */
const savesData = (): boolean => {
  const connection: unknown = Reflect.get(navigator, "connection");
  return (
    typeof connection === "object" && connection !== null && Reflect.get(connection, "saveData") === true
  );
};
