import type { Caption, Icon, Image, Markdown, Text, Title } from "#app/chatkit/protocol/widget-content.ts";
import type { Badge, Label } from "#app/chatkit/protocol/widget-controls.ts";
import { WidgetMarkdown } from "./widget-markdown.tsx";

const WEIGHT = { normal: "font-normal", medium: "font-medium", semibold: "font-semibold", bold: "font-bold" };

/** What a widget says and shows. */
export function WidgetText({
  node,
}: {
  node: Text | Title | Caption | Markdown | Badge | Label | Icon | Image;
}) {
  switch (node.type) {
    case "Title":
      return <p className="text-base font-semibold">{node.value}</p>;
    case "Caption":
      return <p className="text-sm text-muted">{node.value}</p>;
    case "Text":
      return (
        <p
          className={`[overflow-wrap:anywhere] ${WEIGHT[node.weight ?? "normal"]} ${node.lineThrough ? "line-through" : ""} ${node.italic ? "italic" : ""} ${node.size === "xs" || node.size === "sm" ? "text-sm" : ""}`}
        >
          {node.value}
        </p>
      );
    case "Markdown":
      return <WidgetMarkdown value={node.value} />;
    case "Badge":
      return (
        <span
          className={`rounded-md border border-line px-1.5 text-xs leading-5 ${node.color === "danger" ? "text-danger" : "text-muted"}`}
        >
          {node.label}
        </span>
      );
    case "Label":
      return <span className="text-sm font-medium">{node.value}</span>;
    case "Image":
      // Only what is part of the widget: an address elsewhere would tell that server who reads what.
      return node.src.startsWith("data:") ? (
        <img src={node.src} alt={node.alt ?? ""} className="max-w-full rounded-lg" />
      ) : null;
    case "Icon":
      return null;
  }
}
