import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import { Widget } from "../widget.tsx";

/** A widget's item, for tests. */
export const itemOf = (widget: WidgetRoot): WidgetItem => ({
  type: "widget",
  id: "wid_1",
  thread_id: "thr_1",
  created_at: "2026-01-01T00:00:00.000Z",
  widget,
});

/** A widget as the server's HTML has it. */
export function draw(widget: WidgetRoot, html?: string | null): string {
  return renderToStaticMarkup(
    <MemoryRouter>
      <Widget item={itemOf(widget)} html={html ?? undefined} onAction={() => undefined} />
    </MemoryRouter>,
  );
}
