import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadStatus } from "#app/chatkit/protocol/threads.ts";

/** A thread as the frame keeps it for as long as the element lives. */
export class ThreadView {
  /** Null until the server has created it. */
  id: string | null;
  items: ThreadItem[] = [];
  title = "";
  status: ThreadStatus = { type: "active" };
  /** When it was last loaded, in milliseconds since 1970; 0 for never. */
  loadedAt = 0;
  /** The words in its composer. They can't be read from outside. */
  draft = "";
  /** Why its last answer failed, and whether Retry would do anything. */
  failure: "none" | "toast" | "error" | "retry" | "retry that sends nothing" = "none";
  /** The streaming request that is being answered. */
  response: AbortController | undefined;
  /** The answer may be stopped: a `stream_options` event said so. */
  canStop = false;

  constructor(id: string | null) {
    this.id = id;
  }

  /** The questions that wait for their answers; they replace the composer. */
  get questions() {
    const last = this.items.findLast((item) => item.type === "structured_input");
    return last?.status === "pending" ? last : undefined;
  }

  put(item: ThreadItem): void {
    const at = this.items.findIndex(({ id }) => id === item.id);
    this.items = at < 0 ? [...this.items, item] : this.items.with(at, item);
  }
}
