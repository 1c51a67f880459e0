import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { pathOfAction } from "../../chatkit/places.ts";
import { useStoredHtml } from "../../stored-html.tsx";
import { WidgetActionsContext, type Pending } from "./actions.ts";
import { withValues } from "./form-values.ts";
import { partRenderings } from "#app/markdown/widget-renderings.ts";
import { walk, type Node } from "#app/markdown/walk-widget.ts";
import { WidgetRenderings } from "./widget-markdown.tsx";
import { WidgetNode } from "./widget-node.tsx";

interface WidgetProps {
  item: WidgetItem;
  /** The stored renderings of its Markdown, if the page got them as data. */
  html?: string | undefined;
  /** Undefined while the conversation is busy. */
  onAction: ((action: Action) => void) | undefined;
}

/**
 * A widget in the instant view. It can be read without a script; its controls need one and are disabled until
 * hydration. Whatever its sizes and margins, a widget is clipped to its own box and can't cover the page.
 */
export function Widget({ item, html, onAction }: WidgetProps) {
  const { widget } = item;
  const navigate = useNavigate();
  const fromServer = useStoredHtml(item.id);
  const stored = html ?? fromServer;
  const renderings = useMemo(() => partRenderings(stored), [stored]);
  const labelled = useMemo(() => labelledFields(widget), [widget]);
  const hasControls = useMemo(() => [...walk(widget)].some(isControl), [widget]);

  const isBusy = onAction === undefined;
  const [pending, setPending] = useState<Pending | null>(null);
  const [wasBusy, setWasBusy] = useState(isBusy);
  if (wasBusy !== isBusy) {
    setWasBusy(isBusy);
    if (!isBusy) setPending(null);
  }
  const isWaiting = isBusy && pending?.loading === "container";

  return (
    <WidgetRenderings value={renderings}>
      <WidgetActionsContext
        value={{
          isBusy,
          pending,
          id: item.id,
          labelled,
          run({ type, payload, handler }, values, from) {
            const action = { type, payload: withValues(payload, values) };
            const path = handler === "client" ? pathOfAction(action) : undefined;
            if (path) return void navigate(path);
            setPending(from);
            onAction?.(action);
          },
        }}
      >
        <div
          className={`overflow-clip transition-opacity duration-150 [overflow-clip-margin:4px] ${isWaiting ? "opacity-60" : ""}`}
          aria-busy={isWaiting || undefined}
        >
          <WidgetNode node={widget} />
          {hasControls && (
            <noscript>
              <p className="mt-2 text-sm text-muted">The controls in here need JavaScript.</p>
            </noscript>
          )}
        </div>
      </WidgetActionsContext>
    </WidgetRenderings>
  );
}

function labelledFields(widget: WidgetItem["widget"]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of walk(widget)) if (node.type === "Label") names.add(node.fieldName);
  return names;
}

const ACTIONS = new Set(["onClickAction", "onChangeAction", "onSubmitAction", "confirm", "cancel"]);
const isControl = (node: Node) =>
  Object.entries(node).some(([name, value]) => ACTIONS.has(name) && value !== undefined && value !== null);
