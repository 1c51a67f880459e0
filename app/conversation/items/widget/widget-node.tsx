import type { ReactNode } from "react";
import type { WidgetComponent, WidgetRoot, ListViewItem } from "#app/chatkit/protocol/widget-components.ts";
import { boxStyle } from "./box-style.ts";
import { WidgetControl } from "./widget-control.tsx";
import { CardActions, Fields } from "./widget-form.tsx";
import { WidgetText } from "./widget-text.tsx";

type Node = WidgetRoot | WidgetComponent | ListViewItem;

/** One component of a widget with what is in it (the components are `@openai/chatkit`'s, `widgets.d.ts`). */
export function WidgetNode({ node }: { node: Node }): ReactNode {
  switch (node.type) {
    case "Card":
      return (
        <Fields
          className="w-full max-w-md space-y-3 rounded-2xl border border-line p-4"
          isForm={node.asForm ?? false}
          action={node.confirm?.action}
        >
          {node.status && <p className="text-sm text-muted">{node.status.text}</p>}
          <Children nodes={node.children} />
          <CardActions confirm={node.confirm} cancel={node.cancel} />
        </Fields>
      );
    case "ListView":
      return (
        <div className="w-full max-w-xl rounded-2xl border border-line">
          {node.status && <p className="px-4 pt-3 text-sm text-muted">{node.status.text}</p>}
          <ul className="divide-y divide-line">
            {node.children.map((child, index) => (
              <li key={child.key ?? index} className="px-4 py-3">
                <WidgetNode node={child} />
              </li>
            ))}
          </ul>
        </div>
      );
    case "Form":
      return (
        <Fields isForm action={node.onSubmitAction} style={boxStyle(node, node.direction ?? "col")}>
          <Children nodes={node.children ?? []} />
        </Fields>
      );
    case "Basic":
      return (
        <div style={boxStyle(node, node.direction ?? "col")}>
          {node.children.map((child, index) => (
            <WidgetNode key={child.key ?? index} node={child} />
          ))}
        </div>
      );
    case "ListViewItem":
      return (
        <div style={boxStyle(node, "row")}>
          <Children nodes={node.children} />
        </div>
      );
    case "Box":
    case "Row":
    case "Col":
      return (
        <div
          style={boxStyle(
            node,
            node.type === "Box" ? (node.direction ?? "col") : node.type === "Row" ? "row" : "col",
          )}
        >
          <Children nodes={node.children ?? []} />
        </div>
      );
    case "Transition":
      return <WidgetNode node={node.children} />;
    case "Spacer":
      return <span className="flex-1" />;
    case "Divider":
      return <hr className="border-line" />;
    case "Table":
      return (
        <div className="overflow-x-auto">
          <table className="text-sm">
            <tbody>
              <Children nodes={node.children ?? []} />
            </tbody>
          </table>
        </div>
      );
    case "Table.Row":
      return (
        <tr className={`border-b border-line ${node.header ? "font-semibold" : ""}`}>
          <Children nodes={node.children ?? []} />
        </tr>
      );
    case "Table.Cell":
      return (
        <td className="py-1.5 pe-4 text-start" colSpan={node.colSpan} rowSpan={node.rowSpan}>
          <Children nodes={node.children ?? []} />
        </td>
      );
    case "Text":
    case "Title":
    case "Caption":
    case "Markdown":
    case "Badge":
    case "Label":
    case "Icon":
    case "Image":
      return <WidgetText node={node} />;
    default:
      return <WidgetControl node={node} />;
  }
}

function Children({ nodes }: { nodes: Node[] }) {
  return nodes.map((child, index) => <WidgetNode key={child.key ?? index} node={child} />);
}
