import { createContext as createReactContext, use } from "react";
import { createContext } from "react-router";
import type { StoredHtml } from "#app/chat/conversation-data.ts";

/**
 * Carries stored renderings from a page's loader to its server rendering. They are not loader data, because
 * the document would then contain every message's HTML twice; in the browser, the markup in the document is
 * adopted.
 */
export const storedHtmlContext = createContext<StoredHtml>(new Map());

const ReactContext = createReactContext<StoredHtml>(new Map());
export const StoredHtmlProvider = ReactContext;

/** An item's stored rendering during server rendering; undefined in the browser. */
export function useStoredHtml(itemId: string): string | undefined {
  return use(ReactContext).get(itemId);
}
