/** ChatKit answers a load from its own cache for this long after the one before, in milliseconds. */
export const THREAD_CACHE_MS = 5_500;
/** A thread that ChatKit has kept is not loaded again: no `thread.load.start` follows its change within this time. */
export const LOAD_START_MS = 150;

/**
 * The thread that ChatKit has on its screen, by its own events: `thread.change` says that it is there,
 * `load.start` that it isn't yet, `load.end` that it is.
 */
export class ShownThread {
  #shown: { threadId: string | null } | undefined;
  /** The thread whose load is under way. */
  #loading: string | undefined;
  /** The threads that ChatKit was told to go to and hasn't reported yet, the newest last. */
  #asked: (string | null)[] = [];
  readonly #loadedAt = new Map<string | null, number>();
  /** The conversation was changed outside of ChatKit. */
  #isChanged = false;
  /** ChatKit went to a thread that it doesn't load again, if no load has begun by then. */
  #keptFrom: number | undefined;

  /** Whether ChatKit shows any thread; not while it loads one. */
  get isKnown(): boolean {
    return this.#shown !== undefined;
  }

  is(threadId: string | null): boolean {
    return this.#shown?.threadId === threadId;
  }

  /** Returns whether ChatKit has to be told: not a second time. */
  ask(threadId: string | null): boolean {
    if (this.#asked.at(-1) === threadId) return false;
    this.#asked.push(threadId);
    return true;
  }

  /** Returns whether ChatKit was told to go there. */
  moved(threadId: string | null): boolean {
    // Those that were asked for before it were passed over.
    const at = this.#asked.indexOf(threadId);
    this.#asked = at < 0 ? [] : this.#asked.slice(at + 1);
    // From the start screen to a thread by itself: the user has just begun it, so that ChatKit has all of it.
    const isBegun = at < 0 && this.is(null);
    this.#shown = { threadId };
    this.#loading = undefined;
    this.#keptFrom = threadId === null || isBegun ? undefined : Date.now() + LOAD_START_MS;
    return at >= 0;
  }

  /** A load right after a move brings the thread; another one only brings it up to date. */
  loadStarted(threadId: string): void {
    if (this.#keptFrom !== undefined || !this.is(threadId)) this.#shown = undefined;
    this.#keptFrom = undefined;
    this.#loading = threadId;
  }

  loaded(threadId: string): void {
    // A load that ends after ChatKit has gone elsewhere brings nothing onto the screen. The start of an
    // element's first load may come before anybody listens.
    const isFirst = this.#loading === undefined && !this.isKnown;
    if (this.#loading === threadId || isFirst) this.#shown = { threadId };
    this.#loading = undefined;
    // Before that, the load was answered from the client's cache, which doesn't renew it.
    if (Date.now() >= this.#cachedUntil(threadId)) this.#loadedAt.set(threadId, Date.now());
  }

  /** A new conversation has nothing to load, so no event tells that it is there. */
  isNew(): void {
    this.#shown ??= { threadId: null };
  }

  changed(): void {
    this.#isChanged = true;
  }

  /** From when an update brings what ChatKit doesn't have; undefined when it has everything. */
  updateFrom(threadId: string | null): number | undefined {
    if (!this.#isChanged && this.#keptFrom === undefined) return undefined;
    return Math.max(this.#keptFrom ?? 0, this.#cachedUntil(threadId));
  }

  /** ChatKit is asked for what is new. */
  updated(): void {
    this.#isChanged = false;
    this.#keptFrom = undefined;
  }

  #cachedUntil(threadId: string | null): number {
    return (this.#loadedAt.get(threadId) ?? 0) + THREAD_CACHE_MS;
  }
}
