import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { pathOfAction } from "../../chatkit/places.ts";
import { useStoredHtml } from "../../stored-html.tsx";
import { WidgetActionsContext, type Pending } from "./actions.ts";
import { placedActions } from "#app/chatkit/widgets/placed-actions.ts";
import { withValues } from "#app/chatkit/widgets/payload.ts";
import { PlainForm } from "./plain-form.tsx";
import { watchTables } from "../../reading/table-regions.ts";
import { tidyWidget } from "./tidy.ts";
import { useInPlaceChange } from "./use-in-place-change.ts";
import { partRenderings } from "#app/markdown/widget-renderings.ts";
import { walk } from "#app/chatkit/widgets/walk.ts";
import { WidgetRenderings } from "./widget-markdown.tsx";
import { WidgetNode } from "./widget-node.tsx";

interface WidgetProps {
  item: WidgetItem;
  /** The stored renderings of its Markdown, if the page got them as data. */
  html?: string | undefined;
  /** Idempotency key of forms without a script, so that a form posted twice is carried out once. */
  sendKey: string;
  /** Undefined while the conversation is busy. Resolves to whether the action was carried out. */
  onAction: ((action: Action, options: { streaming?: boolean | undefined }) => Promise<boolean>) | undefined;
}

/**
 * A widget in the instant view. It can be read and used without a script: its controls are buttons of forms then.
 * Whatever its sizes and margins, a widget is clipped to its own box and can't cover the page.
 */
export function Widget({ item, html, sendKey, onAction }: WidgetProps) {
  const widget = useMemo(() => tidyWidget(item.widget), [item.widget]);
  const navigate = useNavigate();
  const fromServer = useStoredHtml(item.id);
  const stored = html ?? fromServer;
  const renderings = useMemo(() => partRenderings(stored), [stored]);
  const labelled = useMemo(() => labelledFields(widget), [widget]);
  const refs = useMemo(
    () => new Map(placedActions(widget).map(({ action, ref }) => [action, ref])),
    [widget],
  );
  // Radio buttons of two widgets with the same name would be one group to the browser.
  const needsForm = refs.size > 0 || [...walk(widget)].some(({ type }) => type === "RadioGroup");
  const root = useRef<HTMLDivElement>(null);
  const awaitChange = useInPlaceChange(widget, root);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a changed widget may have other tables
  useEffect(() => (root.current ? watchTables(root.current) : undefined), [widget]);

  const [pending, setPending] = useState<Pending | null>(null);
  const isInTurn = onAction === undefined;
  const isBusy = isInTurn || pending !== null;
  const [wasInTurn, setWasInTurn] = useState(isInTurn);
  if (wasInTurn !== isInTurn) {
    setWasInTurn(isInTurn);
    if (!isInTurn) setPending(null);
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
          sendKey,
          refs,
          async run({ type, payload, handler, streaming }, values, from) {
            const action = { type, payload: withValues(payload, values) };
            const path = handler === "client" ? pathOfAction(action) : undefined;
            if (path) {
              void navigate(path);
              return true;
            }
            if (streaming === false) awaitChange();
            // Several checkboxes can be pressed without waiting for each answer.
            if (streaming !== false || from.loading !== "none") setPending(from);
            const isDone = (await onAction?.(action, { streaming })) ?? false;
            setPending((current) => (current === from ? null : current));
            return isDone;
          },
        }}
      >
        <div
          ref={root}
          className={`overflow-clip transition-opacity duration-150 [overflow-clip-margin:4px] ${isWaiting ? "opacity-60" : ""}`}
          aria-busy={isWaiting || undefined}
        >
          <WidgetNode node={widget} />
          {needsForm && <PlainForm />}
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
