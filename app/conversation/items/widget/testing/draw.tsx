import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import { Widget } from "../widget.tsx";

/** A thread item with the widget. */
export const itemOf = (widget: WidgetRoot): WidgetItem => ({
  type: "widget",
  id: "wid_1",
  thread_id: "thr_1",
  created_at: "2026-01-01T00:00:00.000Z",
  widget,
});

/** The HTML that the server renders for a widget. */
export function draw(widget: WidgetRoot, html?: string | null): string {
  return renderToStaticMarkup(
    <MemoryRouter>
      <Widget
        item={itemOf(widget)}
        html={html ?? undefined}
        sendKey="key"
        onAction={() => Promise.resolve(true)}
      />
    </MemoryRouter>,
  );
}
