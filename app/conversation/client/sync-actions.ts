import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { fetchWithSecret, SignedOutError } from "#app/shell/credentials.ts";

/**
 * Makes a `fetch` for a widget's actions that are answered without a stream. They are sent one after the other: two
 * that overlap would each store the widget without the other's change.
 */
export function createActionQueue(): typeof fetchWithSecret {
  let last: Promise<unknown> = Promise.resolve();
  return (input, init) => {
    const sent = last.then(() => fetchWithSecret(input, init));
    last = sent.catch(() => undefined);
    return sent;
  };
}

/** The widget as an action has changed it, or why the action failed, as a sentence. */
export type SyncAnswer = { item: ThreadItem | undefined } | { problem: string };

/** Sends a widget's action with `streaming: false`, which is answered with the widget as it is now. */
export async function sendSyncAction(
  send: typeof fetchWithSecret,
  params: { thread_id: string; item_id: string; action: Action },
): Promise<SyncAnswer> {
  try {
    const response = await send("/api/chatkit", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "threads.sync_custom_action", params }),
    });
    const body: { updated_item?: ThreadItem; message?: string } = await response.json();
    return response.ok ? { item: body.updated_item } : { problem: body.message ?? NOT_SAVED };
  } catch (error) {
    return { problem: error instanceof SignedOutError ? SIGNED_OUT : NOT_SAVED };
  }
}

const NOT_SAVED = "The change could not be saved. Please try again.";
const SIGNED_OUT = "Your session has ended. Reload the page to sign in again.";
