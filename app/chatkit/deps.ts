import type { ChatKitHandlers } from "./handlers.ts";
import type { Store } from "./store.ts";

export interface ChatKitServerOptions<Context> {
  store: Store<Context>;
  handlers: ChatKitHandlers<Context>;
  /**
   * Hosts whose pictures the client shows in answers of a thread that names none itself. Without a list ChatKit shows
   * pictures from anywhere, with whatever a prompt injection has put into their addresses.
   */
  imageDomains?: readonly string[] | undefined;
  /** The clock for `created_at`. Default: the system clock. */
  now?: (() => Date) | undefined;
  /** Called with each error that ends a stream; the client gets an `error` event without the details. */
  log?: ((error: unknown, context: Context) => void) | undefined;
}

/** The server's options and the caller's context, passed to the code that handles a request. */
export interface Deps<Context> extends ChatKitServerOptions<Context> {
  now: () => Date;
  context: Context;
}
