import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { useMemo } from "react";
import { useStoredHtml } from "../../stored-html.tsx";
import { partRenderings } from "./renderings.ts";
import { WidgetActions } from "./actions.ts";
import { WidgetRenderings } from "./widget-markdown.tsx";
import { WidgetNode } from "./widget-node.tsx";

interface WidgetProps {
  item: WidgetItem;
  /** The stored renderings of its Markdown, where the page has got them as data. */
  html?: string | undefined;
  /** Undefined while nothing can be done in it. */
  onAction: ((action: Action) => void) | undefined;
}

/**
 * A widget in the instant view. What it shows needs no script; what can be done in it does, and is switched
 * off until there is one.
 */
export function Widget({ item, html, onAction }: WidgetProps) {
  const fromServer = useStoredHtml(item.id);
  const stored = html ?? fromServer;
  const renderings = useMemo(() => partRenderings(stored), [stored]);
  return (
    <WidgetRenderings value={renderings}>
      <WidgetActions value={onAction}>
        <WidgetNode node={item.widget} />
      </WidgetActions>
    </WidgetRenderings>
  );
}
