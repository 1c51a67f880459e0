import type { Page } from "./protocol/threads.ts";

interface Read {
  hasMore: boolean;
  /** What was read, if `data` leaves some of it out. Default: the data. */
  rows?: { id: string }[];
}

/** A page of records. Its cursor `after`, present when there are more, is the id of the last one that was read. */
export function toPage<Data extends { id: string }>(
  data: Data[],
  { hasMore, rows = data }: Read,
): Page<Data> {
  const after = hasMore ? rows.at(-1)?.id : undefined;
  return after === undefined ? { data, has_more: hasMore } : { data, has_more: hasMore, after };
}
