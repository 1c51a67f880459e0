export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/**
 * The page size to load for the `limit` a client asked for: whole, from 1 to 100. The page is capped and
 * not the request refused, because ChatKit itself asks for 9999. A limit of 0 counts as none, as in
 * chatkit-python.
 */
export function pageSize(limit: number | null | undefined, fallback = DEFAULT_PAGE_SIZE): number {
  if (!limit) return fallback;
  return Math.min(MAX_PAGE_SIZE, Math.max(1, Math.trunc(limit)));
}
