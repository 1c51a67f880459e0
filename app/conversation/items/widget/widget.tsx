import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { WidgetActions } from "./actions.ts";
import { WidgetNode } from "./widget-node.tsx";

interface WidgetProps {
  item: WidgetItem;
  /** Undefined while nothing can be done in it. */
  onAction: ((action: Action) => void) | undefined;
}

/**
 * A widget in the instant view. What it shows needs no script; what can be done in it does, and is switched
 * off until there is one.
 */
export function Widget({ item, onAction }: WidgetProps) {
  return (
    <WidgetActions value={onAction}>
      <WidgetNode node={item.widget} />
    </WidgetActions>
  );
}
