import { use } from "react";
import type { Caption, Label, Text, Title } from "#app/chatkit/protocol/widget-types.ts";
import { fieldIdOf, WidgetActionsContext } from "./actions.ts";
import { cssLength, defined, valueOf } from "./css-values.ts";
import { CAPTION_LINES, TEXT_LINES, textStyle, TITLE_LINES, type Line } from "./text-style.ts";
import { EditableText } from "./widget-input.tsx";

const MD: Line = [16, 24];

export function WidgetText({ node }: { node: Text | Title | Caption | Label }) {
  const { id } = use(WidgetActionsContext);
  switch (node.type) {
    case "Title": {
      const style = textStyle(node, valueOf(TITLE_LINES, node.size) ?? MD);
      return <p style={{ fontWeight: 600, ...defined(style) }}>{node.value}</p>;
    }
    case "Caption": {
      const style = textStyle(node, valueOf(CAPTION_LINES, node.size) ?? [14, 20]);
      return <p style={{ ...style, color: style.color ?? "var(--color-muted)" }}>{node.value}</p>;
    }
    case "Text": {
      const line = valueOf(TEXT_LINES, node.size) ?? MD;
      if (node.editable) return <EditableText node={node} editable={node.editable} />;
      return (
        <p
          className={`${node.italic ? "italic" : ""} ${node.lineThrough ? "line-through" : ""}`}
          // Text that streams in is announced in sentences by the view's Announcer.
          aria-busy={node.streaming || undefined}
          style={{
            ...textStyle(node, line),
            width: cssLength(node.width),
            maxWidth: "100%",
            minHeight: node.minLines ? `${(Number(node.minLines) * line[1]) / 16}rem` : undefined,
          }}
        >
          {node.value}
        </p>
      );
    }
    case "Label": {
      const style = textStyle(node, valueOf(TEXT_LINES, node.size) ?? [14, 20]);
      const field = fieldIdOf(id, node.fieldName);
      return (
        <label
          id={`${field}-label`}
          htmlFor={field}
          style={{ fontWeight: 500, alignSelf: node.textAlign && "stretch", ...defined(style) }}
        >
          {node.value}
        </label>
      );
    }
  }
}
