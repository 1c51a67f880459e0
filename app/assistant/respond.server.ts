import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";
import { respondBuiltIn } from "./builtin/engine.ts";
import type { ChatContext } from "./context.ts";
import { userText } from "./message-text.ts";
import { titleFrom } from "./titles.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

/** The assistant's part of the protocol: names a new conversation after its first message, and answers. */
export function createRespond(deps: Deps): ChatKitHandlers<ChatContext>["respond"] {
  return async function* respond(thread, input, context, signal) {
    if (!input) return;
    // The server stores and announces the title with the first event; the user's own titles stay.
    if (thread.title === undefined) {
      const title = titleFrom(userText(input));
      if (title) thread.title = title;
    }
    yield* respondBuiltIn(deps, thread, input, context, signal);
  };
}
