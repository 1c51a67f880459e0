import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import type { ElementHost } from "./host.ts";
import { named } from "./settings.ts";
import { ThreadView } from "./thread-view.ts";

/** A load is answered from the client's own cache for this long. */
const CACHE_MS = 5000;
const LIST_LIMIT = 9999;

/** The threads that the frame keeps, and the one on its screen. */
export class DoubleThreads {
  readonly #host: ElementHost;
  readonly #frameLoaded: Promise<void>;
  readonly #views = new Map<string | null, ThreadView>();
  #shown = this.viewOf(null);

  /** @param frameLoaded resolves when the frame has loaded, before which nothing of a thread is shown */
  constructor(host: ElementHost, frameLoaded: Promise<void>) {
    this.#host = host;
    this.#frameLoaded = frameLoaded;
  }

  get shown(): ThreadView {
    return this.#shown;
  }

  show(id: string | null): void {
    this.#shown = this.viewOf(id);
  }

  viewOf(id: string | null): ThreadView {
    const view = this.#views.get(id) ?? new ThreadView(id);
    this.#views.set(id, view);
    return view;
  }

  isKept(id: string): boolean {
    return this.#views.has(id);
  }

  /** The next new thread is another one. */
  forgetNew(): void {
    this.#views.set(null, new ThreadView(null));
  }

  /** The server has created the thread. */
  keep(view: ThreadView): void {
    this.#views.set(view.id, view);
    this.forgetNew();
  }

  abort(): void {
    for (const view of this.#views.values()) view.response?.abort();
  }

  /** Asks for the list of threads, as the history does. */
  list(): void {
    void this.#host.post({ type: "threads.list", params: { limit: LIST_LIMIT, order: "desc" } });
  }

  /** Loads a thread, with all of its items. */
  async load(view: ThreadView): Promise<void> {
    const { id } = view;
    if (id === null) return;
    this.#host.emit("thread.load.start", { threadId: id });
    try {
      if (Date.now() - view.loadedAt >= CACHE_MS) await this.#request(view, id);
      await this.#frameLoaded;
      this.#host.redraw();
      this.#host.emit("thread.load.end", { threadId: id });
    } catch (error) {
      this.#views.delete(id);
      this.#host.emit("error", { error: named("InitialThreadLoadError", String(error)) });
    }
  }

  async #request(view: ThreadView, id: string): Promise<void> {
    const { post } = this.#host;
    const response = await post({ type: "threads.get_by_id", params: { thread_id: id } });
    if (!response.ok) throw new Error(`threads.get_by_id: ${response.status}`);
    const thread: Thread = await response.json();
    const items = [...thread.items.data];
    let hasMore = thread.items.has_more;
    while (hasMore) {
      // Always the id of the last item so far, whatever `after` the page of items had.
      const params = { thread_id: id, limit: LIST_LIMIT, order: "asc", after: items.at(-1)?.id };
      const page: Page<ThreadItem> = await (await post({ type: "items.list", params })).json();
      items.push(...page.data);
      hasMore = page.has_more;
    }
    view.items = items;
    view.title = thread.title ?? "";
    view.status = thread.status;
    view.loadedAt = Date.now();
  }
}
