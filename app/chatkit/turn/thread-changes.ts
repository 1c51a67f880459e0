import type { ThreadUpdatedEvent } from "../protocol/events.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import { storable } from "../sanitize.ts";
import type { Deps } from "../deps.ts";
import { wireThread } from "../wire.ts";

/** Detects and stores the changes that a handler makes to its thread. */
export class ThreadChanges<Context> {
  #saved: string;
  readonly #thread: ThreadMetadata;
  readonly #deps: Deps<Context>;

  constructor(thread: ThreadMetadata, deps: Deps<Context>) {
    this.#thread = thread;
    this.#deps = deps;
    this.#saved = state(thread);
  }

  /** Stores the thread if it has changed, and returns the event to send. */
  async save(): Promise<ThreadUpdatedEvent | undefined> {
    const current = state(this.#thread);
    if (current === this.#saved) return undefined;
    const thread = storable(this.#thread);
    await this.#deps.store.saveThread(thread, this.#deps.context);
    this.#saved = current;
    return { type: "thread.updated", thread: wireThread(thread, this.#deps) };
  }
}

function state({ title, status, allowed_image_domains: domains, metadata }: ThreadMetadata): string {
  return JSON.stringify([title, status, domains, metadata]);
}
