import { createContext as createReactContext, use } from "react";
import { createContext } from "react-router";
import type { StoredHtml } from "#app/chat/conversation-data.ts";

/**
 * Carries them from a page's loader to its server rendering. They are not loader data, because the
 * document would then hold every message twice as HTML; in the browser the markup itself is adopted.
 */
export const storedHtmlContext = createContext<StoredHtml>(new Map());

const ReactContext = createReactContext<StoredHtml>(new Map());
export const StoredHtmlProvider = ReactContext;

/** The rendering of an item while the server renders; undefined in the browser. */
export function useStoredHtml(itemId: string): string | undefined {
  return use(ReactContext).get(itemId);
}
