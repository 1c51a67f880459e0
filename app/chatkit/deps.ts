import type { ChatKitHandlers } from "./handlers.ts";
import type { Store } from "./store.ts";

export interface ChatKitServerOptions<Context> {
  store: Store<Context>;
  handlers: ChatKitHandlers<Context>;
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
