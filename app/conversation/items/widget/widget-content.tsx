import type { CSSProperties } from "react";
import type { Badge, Divider, Image, Spacer } from "#app/chatkit/protocol/widget-types.ts";
import { destinationOf, ELSEWHERE } from "#app/ui/links.ts";
import { blockStyle } from "./box-style.ts";
import { lineColor, onSolid, softBackground, tone, type Tone } from "./colors.ts";
import { cssLength, cssSpace, isPlainCss, oneOf, valueOf } from "./css-values.ts";

const BADGE_SIZE: Record<string, string> = {
  sm: "px-1.5 text-xs leading-5",
  md: "px-2 text-xs leading-6",
  lg: "px-2.5 text-sm leading-7",
};

const TONE_NAMES: readonly Tone[] = ["secondary", "success", "danger", "warning", "info", "discovery"];

export function WidgetBadge({ node }: { node: Badge }) {
  const color = oneOf(TONE_NAMES, node.color) ?? "secondary";
  return (
    <span
      className={`inline-block max-w-full flex-none truncate font-medium ${node.pill ? "rounded-full" : "rounded-md"} ${valueOf(BADGE_SIZE, node.size) ?? BADGE_SIZE.sm}`}
      style={badgeStyle(color, node.variant)}
    >
      {node.label}
    </span>
  );
}

function badgeStyle(color: Tone, variant: Badge["variant"]): CSSProperties {
  switch (variant) {
    case "solid":
      return { backgroundColor: tone(color), color: onSolid };
    case "outline":
      return { color: tone(color), boxShadow: `inset 0 0 0 1px currentColor` };
    default:
      return { color: tone(color), backgroundColor: softBackground(color) };
  }
}

const FITS = ["cover", "contain", "fill", "scale-down", "none"] as const;

/** The margin that reaches to the edges of a card (`widget-card.tsx`). */
const BEYOND = "calc(-1 * var(--padding, 0px))";

/**
 * An image, if its source is a `data:` URL. Loading another URL would tell that server who reads the
 * conversation, so it becomes a link, as in Markdown.
 */
export function WidgetImage({ node }: { node: Image }) {
  const style = blockStyle(node);
  const { position } = node;
  if (/^data:image\//i.test(node.src)) {
    return (
      <img
        src={node.src}
        alt={node.alt ?? ""}
        className={`flex-none ${node.frame ? "border border-line" : ""} ${node.flush ? "" : "rounded-lg"}`}
        style={{
          ...style,
          objectFit: oneOf(FITS, node.fit) ?? (style.height === undefined ? undefined : "cover"),
          objectPosition: position && isPlainCss(position) ? position : undefined,
          ...(node.flush && {
            marginInline: BEYOND,
            maxWidth: "none",
            ...(style.width === "100%" && { width: "calc(100% + 2 * var(--padding, 0px))" }),
          }),
        }}
      />
    );
  }
  if (destinationOf(node.src).kind !== "elsewhere") return node.alt ? <span>{node.alt}</span> : null;
  return (
    <a href={node.src} {...ELSEWHERE} className="text-accent underline underline-offset-2">
      {node.alt || "Image"}
    </a>
  );
}

export function WidgetDivider({ node }: { node: Divider }) {
  const size = cssLength(node.size) ?? 1;
  const space = cssSpace(node.spacing);
  return (
    <hr
      style={{
        // In a row, it would have no height otherwise.
        alignSelf: "stretch",
        border: 0,
        minHeight: size,
        minWidth: size,
        flex: "none",
        marginBlock: space,
        marginInline: node.flush ? BEYOND : undefined,
        backgroundColor: lineColor(node.color) ?? "var(--color-line)",
      }}
    />
  );
}

export function WidgetSpacer({ node }: { node: Spacer }) {
  return (
    <span
      style={{ flex: "1 1 auto", minWidth: cssLength(node.minSize), minHeight: cssLength(node.minSize) }}
      aria-hidden
    />
  );
}
