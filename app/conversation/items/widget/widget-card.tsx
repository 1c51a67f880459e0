import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { BasicRoot, Card, Form } from "#app/chatkit/protocol/widget-types.ts";
import { useControl } from "./actions.ts";
import { boxStyle, columnClass, borderStyle, backgroundStyle, spaceStyle } from "./box-style.ts";
import { themeStyle } from "./colors.ts";
import { cssSpace, defined, valueOf } from "./css-values.ts";
import { CardActions, Fields } from "./widget-form.tsx";
import { StatusMark, WidgetStatusLine } from "./widget-status.tsx";

const WIDTH: Record<string, string> = { sm: "22.5rem", md: "28rem", lg: "36rem", full: "100%" };

/** A card with its status line and its two optional buttons. A collapsed card is folded. */
export function WidgetCard({ node, children }: { node: Card; children: ReactNode }) {
  const submit = useControl();
  const { status, collapsed, asForm = false, confirm, cancel } = node;
  const style = {
    maxWidth: valueOf(WIDTH, node.size) ?? WIDTH.md,
    ...themeStyle(node.theme),
    ...defined(backgroundStyle(node.background)),
    ...borderStyle(node.border),
  };
  const body = (
    <Fields
      className={`flex flex-col gap-3 ${columnClass("col")}`}
      style={{ padding: 16, ...spaceStyle("padding", node.padding ?? 4), ...insetStyle(node.padding) }}
      isForm={asForm}
      action={confirm?.action}
      control={submit}
    >
      {children}
      <CardActions isForm={asForm} submit={submit} confirm={confirm} cancel={cancel} />
    </Fields>
  );
  const className = "w-full overflow-clip rounded-2xl border border-line";
  if (collapsed) {
    return (
      <details className={`group/card ${className}`} style={style}>
        <summary className="flex items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-hover">
          {status && <StatusMark status={status} />}
          <span className="min-w-0 flex-1 truncate">{status?.text ?? "Done"}</span>
          <ChevronDown size={16} className="flex-none group-open/card:rotate-180" aria-hidden />
        </summary>
        {body}
      </details>
    );
  }
  return (
    <div className={className} style={style}>
      {status && <WidgetStatusLine status={status} />}
      {body}
    </div>
  );
}

/** The padding at the sides, which a flush image or divider goes beyond. */
function insetStyle(padding: Card["padding"] = 4): Record<"--padding", string> {
  const side = cssSpace(typeof padding === "object" ? (padding.x ?? 4) : padding) ?? 16;
  return { "--padding": typeof side === "number" ? `${side}px` : side };
}

export function WidgetFormBox({ node, children }: { node: Form; children: ReactNode }) {
  const control = useControl();
  return (
    <Fields
      isForm
      action={node.onSubmitAction}
      control={control}
      className={columnClass(node.direction ?? "col", node.align)}
      style={boxStyle(node, node.direction ?? "col")}
    >
      {children}
    </Fields>
  );
}

export function WidgetBasic({ node, children }: { node: BasicRoot; children: ReactNode }) {
  const direction = node.direction ?? "col";
  return (
    <div
      className={columnClass(direction, node.align)}
      style={{ ...boxStyle(node, direction), ...themeStyle(node.theme) }}
    >
      {children}
    </div>
  );
}
