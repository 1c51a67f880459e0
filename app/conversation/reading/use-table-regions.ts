import { useEffect } from "react";

/**
 * Marks the tables of a conversation by their width, with code that is loaded after the page's. Widgets are drawn
 * later, and look for their own.
 *
 * @param items changes when there may be other tables
 */
export function useTableRegions(items: unknown): void {
  useEffect(() => {
    const ended = new AbortController();
    void watchUntil(ended.signal);
    return () => ended.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other items may bring other tables
  }, [items]);
}

async function watchUntil(ended: AbortSignal): Promise<void> {
  // Without the code, all tables stay regions.
  const part = await import("./table-regions.ts").catch(() => undefined);
  if (part && !ended.aborted) ended.addEventListener("abort", part.watchTables(document));
}
