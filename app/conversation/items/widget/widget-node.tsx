import { type ReactNode, useState } from "react";
import { boxStyle, columnClass } from "./box-style.ts";
import { childrenOf, type Node } from "#app/chatkit/widgets/walk.ts";
import { WidgetButton } from "./widget-button.tsx";
import { WidgetBasic, WidgetCard, WidgetFormBox } from "./widget-card.tsx";
import { WidgetChart } from "./widget-chart.tsx";
import { WidgetCheckbox, WidgetRadioGroup } from "./widget-choice.tsx";
import { WidgetBadge, WidgetDivider, WidgetImage, WidgetSpacer } from "./widget-content.tsx";
import { WidgetIcon } from "./widget-icon.tsx";
import { WidgetInput, WidgetTextarea } from "./widget-input.tsx";
import { WidgetList } from "./widget-list.tsx";
import { WidgetMarkdown } from "./widget-markdown.tsx";
import { WidgetPicker } from "./widget-picker.tsx";
import { WidgetTable } from "./widget-table.tsx";
import { WidgetText } from "./widget-text.tsx";
import { WidgetUnknown } from "./widget-unknown.tsx";
import { useHydrated } from "remix-utils/use-hydrated";
import type { WidgetComponent } from "#app/chatkit/protocol/widget-types.ts";

/** A component of a widget, with its children (types: `widgets.d.ts` of `@openai/chatkit`). */
export function WidgetNode({ node }: { node: Node }): ReactNode {
  const children = <Children nodes={childrenOf(node)} />;
  switch (node.type) {
    case "Card":
      return <WidgetCard node={node}>{children}</WidgetCard>;
    case "Basic":
      return <WidgetBasic node={node}>{children}</WidgetBasic>;
    case "Form":
      return <WidgetFormBox node={node}>{children}</WidgetFormBox>;
    case "ListView":
      return <WidgetList node={node} renderChildren={renderNodes} />;
    case "Table":
      return <WidgetTable node={node} renderChildren={renderNodes} />;
    case "Transition":
      return <WidgetTransition child={node.children}>{children}</WidgetTransition>;
    case "Box":
      return (
        <Boxed box={node} direction={node.direction ?? "col"}>
          {children}
        </Boxed>
      );
    // Rows and cells outside of a table, and items outside of a list, are rendered as plain rows and columns.
    case "Row":
    case "ListViewItem":
    case "Table.Row":
      return (
        <Boxed box={node.type === "Row" ? node : {}} direction="row">
          {children}
        </Boxed>
      );
    case "Col":
    case "Table.Cell":
      return (
        <Boxed box={node.type === "Col" ? node : {}} direction="col">
          {children}
        </Boxed>
      );
    case "Spacer":
      return <WidgetSpacer node={node} />;
    case "Divider":
      return <WidgetDivider node={node} />;
    case "Text":
    case "Title":
    case "Caption":
    case "Label":
      return <WidgetText node={node} />;
    case "Markdown":
      return <WidgetMarkdown value={node.value} />;
    case "Badge":
      return <WidgetBadge node={node} />;
    case "Icon":
      return <WidgetIcon name={node.name} size={node.size} color={node.color} />;
    case "Image":
      return <WidgetImage node={node} />;
    case "Button":
      return <WidgetButton node={node} />;
    case "Checkbox":
      return <WidgetCheckbox node={node} />;
    case "RadioGroup":
      return <WidgetRadioGroup node={node} />;
    case "Input":
      return <WidgetInput node={node} />;
    case "Textarea":
      return <WidgetTextarea node={node} />;
    case "Select":
    case "DatePicker":
      return <WidgetPicker node={node} />;
    case "Chart":
      return <WidgetChart node={node} />;
    default:
      node satisfies never;
      return <WidgetUnknown node={node}>{children}</WidgetUnknown>;
  }
}

interface BoxedProps {
  box: Parameters<typeof boxStyle>[0];
  direction: "row" | "col";
  children: ReactNode;
}

function Boxed({ box, direction, children }: BoxedProps) {
  return (
    <div className={columnClass(direction, box.align)} style={boxStyle(box, direction)}>
      {children}
    </div>
  );
}

const renderNodes = (nodes: Node[] = []) => <Children nodes={nodes} />;

function Children({ nodes }: { nodes: Node[] }) {
  return nodes.map((child, index) => <WidgetNode key={child.key ?? index} node={child} />);
}

/** Fades in a child that replaces another. The first child appears without a transition. */
function WidgetTransition({ child, children }: { child: WidgetComponent | undefined; children: ReactNode }) {
  const name = child?.key ?? child?.id ?? child?.type;
  const isHydrated = useHydrated();
  const [first] = useState(name);
  const isNew = isHydrated && name !== first;
  return (
    <div key={name} className={isNew ? "transition-opacity duration-150 starting:opacity-0" : undefined}>
      {children}
    </div>
  );
}
