import type { FormulaRenderer } from "./pipeline.ts";
import { createBlockRenderer } from "./streamed-blocks.ts";

/** Of the time that passes, at most one part in this many goes into rendering. */
const SHARE = 5;
/** Between two renderings. */
const MIN_PAUSE_MS = 30;

let formulas: FormulaRenderer | undefined;

export interface StreamedText {
  /** Takes the text so far. It is rendered now, or after a pause when rendering takes long. */
  update(text: string): void;
  getBlocks(): readonly string[];
  subscribe(listener: () => void): () => void;
}

/** A text that is still being written, as blocks of HTML. */
export function createStreamedText(text: string, idPrefix: string): StreamedText {
  const listeners = new Set<() => void>();
  let latest = text;
  let renderer = createRenderer();
  let pauseUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBehind = false;
  let isLoading = false;
  let blocks = render();

  /** Formulas are shown as their source until KaTeX has loaded. */
  function createRenderer() {
    return createBlockRenderer(idPrefix, (tex, isDisplay) => {
      if (formulas) return formulas(tex, isDisplay);
      if (!isLoading) void loadFormulas(refresh);
      isLoading = true;
      return undefined;
    });
  }

  function render(): string[] {
    const start = performance.now();
    const rendered = renderer.render(latest);
    const end = performance.now();
    pauseUntil = end + Math.max(MIN_PAUSE_MS, (end - start) * (SHARE - 1));
    return rendered;
  }

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    isBehind = false;
    blocks = render();
    for (const listener of listeners) listener();
  }

  function refresh(): void {
    renderer = createRenderer();
    show();
  }

  return {
    update(next) {
      if (next === latest) return;
      latest = next;
      isBehind = true;
      const pause = pauseUntil - performance.now();
      if (pause <= 0) show();
      else timer ??= setTimeout(show, pause);
    },
    getBlocks: () => blocks,
    subscribe(listener) {
      listeners.add(listener);
      if (isBehind) timer ??= setTimeout(show);
      return () => {
        listeners.delete(listener);
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}

/** Loads KaTeX's chunk once. Without a network, formulas stay as they were written. */
async function loadFormulas(onLoad: () => void): Promise<void> {
  try {
    ({ renderFormula: formulas } = await import("./formulas.ts"));
  } catch {
    return;
  }
  onLoad();
}
