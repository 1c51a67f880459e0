import type { ReactNode } from "react";
import type { ListView, ListViewItem } from "#app/chatkit/protocol/widget-types.ts";
import { useControl } from "./actions.ts";
import { boxStyle } from "./box-style.ts";
import { themeStyle } from "./colors.ts";
import { textOf } from "#app/chatkit/widgets/walk.ts";
import { usePlainButton } from "./plain-form.tsx";
import { WidgetStatusLine } from "./widget-status.tsx";

/** The limit for `auto`: about as many rows as a phone's screen shows. */
const AUTO_LIMIT = 8;

interface WidgetListProps {
  node: ListView;
  renderChildren(children: ListViewItem["children"]): ReactNode;
}

/** A list. Rows beyond its limit are folded in a disclosure, which needs no script. */
export function WidgetList({ node, renderChildren }: WidgetListProps) {
  const { children, status } = node;
  const limit = node.limit === "auto" ? AUTO_LIMIT : Number(node.limit ?? Infinity);
  const shown = children.slice(0, limit);
  const rest = children.slice(limit);
  const rowsOf = (items: ListViewItem[]) => (
    <ul className="divide-y divide-line">
      {items.map((item, index) => (
        <li key={item.key ?? index}>
          <ListRow item={item}>{renderChildren(item.children)}</ListRow>
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
 * A row. If it has an action, a button covers the row, below the controls within it, since a button must not
 * contain others.
 */
function ListRow({ item, children }: { item: ListViewItem; children: ReactNode }) {
  const { run, disabled, isActing, showsActing } = useControl();
  const plain = usePlainButton(item.onClickAction);
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
        {...plain}
        className="absolute inset-0 -outline-offset-2"
        aria-label={textOf(item) || "Open"}
        disabled={disabled}
        aria-disabled={isActing || undefined}
        aria-busy={showsActing || undefined}
        onClick={({ currentTarget }) => void run(item.onClickAction, currentTarget, { auto: "self" })}
      />
      {children}
    </div>
  );
}
