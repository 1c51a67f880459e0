import type { ReactNode } from "react";
import type { ListView, ListViewItem } from "#app/chatkit/protocol/widget-types.ts";
import { useControl } from "./actions.ts";
import { boxStyle } from "./box-style.ts";
import { themeStyle } from "./colors.ts";
import { textOf } from "#app/markdown/walk-widget.ts";
import { WidgetStatusLine } from "./widget-status.tsx";

/** How many `auto` shows: what is on a phone's screen at once. */
const AUTO_LIMIT = 8;

interface WidgetListProps {
  node: ListView;
  draw(children: ListViewItem["children"]): ReactNode;
}

/** A list; what is beyond its limit is folded, which needs no script to unfold. */
export function WidgetList({ node, draw }: WidgetListProps) {
  const { children, status } = node;
  const limit = node.limit === "auto" ? AUTO_LIMIT : Number(node.limit ?? Infinity);
  const shown = children.slice(0, limit);
  const rest = children.slice(limit);
  const rowsOf = (items: ListViewItem[]) => (
    <ul className="divide-y divide-line">
      {items.map((item, index) => (
        <li key={item.key ?? index}>
          <ListRow item={item}>{draw(item.children)}</ListRow>
        </li>
      ))}
    </ul>
  );
  return (
    <div
      className="w-full max-w-xl overflow-clip rounded-2xl border border-line"
      style={themeStyle(node.theme)}
    >
      {status && <WidgetStatusLine status={status} />}
      {rowsOf(shown)}
      {rest.length > 0 && (
        <details className="group/more border-t border-line">
          <summary className="px-4 py-2.5 text-sm font-medium text-muted hover:bg-hover hover:text-text">
            <span className="group-open/more:hidden">Show {rest.length} more</span>
            <span className="hidden group-open/more:inline">Show fewer</span>
          </summary>
          <div className="border-t border-line">{rowsOf(rest)}</div>
        </details>
      )}
    </div>
  );
}

/**
 * A row. One that does something has a button over all of it but the controls within, which lie above: a
 * button mustn't hold others.
 */
function ListRow({ item, children }: { item: ListViewItem; children: ReactNode }) {
  const { run, disabled, isActing, showsActing } = useControl();
  const style = boxStyle(item, "row");
  if (!item.onClickAction) {
    return (
      <div className="px-4 py-3" style={style}>
        {children}
      </div>
    );
  }
  return (
    <div
      className={`relative px-4 py-3 transition-colors ${disabled ? "" : "hover:bg-hover"} ${showsActing ? "animate-pulse" : ""}`}
      style={style}
    >
      <button
        type="button"
        className="absolute inset-0 -outline-offset-2"
        aria-label={textOf(item) || "Open"}
        disabled={disabled}
        aria-disabled={isActing || undefined}
        aria-busy={showsActing || undefined}
        onClick={({ currentTarget }) => run(item.onClickAction, currentTarget, { auto: "self" })}
      />
      {children}
    </div>
  );
}
