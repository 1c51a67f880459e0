import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { withValues } from "#app/chatkit/widgets/payload.ts";
import { placedActions, sentValues } from "#app/chatkit/widgets/placed-actions.ts";

/**
 * The action of a widget that a form without a script asks for. The form names it by a reference; the action itself
 * is the stored widget's, with the values of the fields that are there.
 *
 * @throws {ChatKitError} `not_found` when the item is no widget; `conflict` when the widget has no such action (any
 * more)
 */
export function postedAction(
  item: ThreadItem,
  form: FormData,
): { action: Action; streaming: boolean; ref: string } {
  if (item.type !== "widget") throw new ChatKitError("not_found", "There is no such widget.");
  const ref = form.get("action");
  const placed = placedActions(item.widget).find((each) => each.ref === ref);
  if (!placed) {
    throw new ChatKitError("conflict", "This has changed since the page was loaded. Nothing was done.");
  }
  const { type, payload, streaming = true } = placed.action;
  const action = { type, payload: withValues(payload, sentValues(placed, form)) };
  return { action, streaming, ref: placed.ref };
}
