import { LoaderCircle } from "lucide-react";
import { use, type CSSProperties } from "react";
import type { ActionConfig, Button } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, type Control } from "./actions.ts";
import { isTone, onSolid, softBackground, tone, type Tone } from "./colors.ts";
import { oneOf, valueOf } from "./css-values.ts";
import { ClientLink, OuterFormContext, placeOf, usePlainButton } from "./plain-form.tsx";
import { iconLabel, WidgetIcon } from "./widget-icon.tsx";

/** ChatKit's heights, none of them below the 24 px of WCAG's target size. */
const HEIGHT: Record<string, number> = {
  "3xs": 24,
  "2xs": 24,
  xs: 26,
  sm: 28,
  md: 32,
  lg: 36,
  xl: 40,
  "2xl": 44,
  "3xl": 48,
};
export const heightOf = (size: string | undefined, fallback: string): number =>
  valueOf(HEIGHT, size) ?? HEIGHT[fallback] ?? 32;

export function WidgetButton({ node }: { node: Button }) {
  const control = useControl(node.disabled);
  const { submit = false, onClickAction } = node;
  const outer = use(OuterFormContext);
  const iconName = node.label ? undefined : iconLabel(node.iconStart ?? node.iconEnd ?? "go");
  const face = (
    <ButtonFace
      isSubmit={submit}
      action={submit ? outer?.action : onClickAction}
      control={control}
      look={node}
      name={iconName}
      onClick={(element) => {
        // A submit button's action is sent by its form.
        if (!submit) void control.run(onClickAction, element, { auto: "self" });
      }}
    >
      {node.iconStart && <WidgetIcon name={node.iconStart} size={node.iconSize ?? "sm"} />}
      {node.label && <span className="truncate">{node.label}</span>}
      {node.iconEnd && <WidgetIcon name={node.iconEnd} size={node.iconSize ?? "sm"} />}
      {!node.label && !node.iconStart && !node.iconEnd && "Go"}
    </ButtonFace>
  );
  if (!placeOf(onClickAction)) return face;
  return (
    <>
      {face}
      <ClientLink action={onClickAction}>{node.label ?? iconName}</ClientLink>
    </>
  );
}

interface ButtonFaceProps {
  /** It submits the form around it, whose action it sends. */
  isSubmit?: boolean;
  action: ActionConfig | undefined;
  control: Control;
  look: Omit<Button, "type">;
  /** The accessible name of a button without a label. */
  name?: string | undefined;
  onClick(element: Element): void;
  children: React.ReactNode;
}

/**
 * A button in all its looks and states. While its action is running, it shows a spinner and can't be pressed
 * again.
 */
export function ButtonFace({
  isSubmit = false,
  action,
  control,
  look,
  name,
  onClick,
  children,
}: ButtonFaceProps) {
  const { isActing, showsActing, disabled, waits } = control;
  const plain = usePlainButton(action);
  const needsScript = plain.type === "button" && !isSubmit;
  const height = heightOf(look.size, "md");
  return (
    <button
      {...plain}
      type={isSubmit ? "submit" : plain.type}
      className={`relative z-1 inline-flex max-w-full flex-none items-center justify-center gap-1.5 border font-medium transition-[background-color,opacity] duration-150 hover:brightness-95 disabled:opacity-50 disabled:hover:brightness-100 ${look.block ? "w-full" : ""} ${placeOf(action) ? "needs-script" : ""} ${look.pill ? "rounded-full" : "rounded-lg"}`}
      style={{
        minHeight: height,
        width: look.uniform ? height : undefined,
        paddingInline: look.uniform ? 0 : Math.round(height * 0.4),
        fontSize: height < 28 ? "0.75rem" : height > 40 ? "1rem" : "0.875rem",
        ...colors(look),
      }}
      aria-label={name}
      title={name}
      disabled={disabled || (waits && needsScript)}
      aria-disabled={isActing || undefined}
      aria-busy={showsActing || undefined}
      onClick={(event) => {
        if (isActing) event.preventDefault();
        else onClick(event.currentTarget);
      }}
    >
      {showsActing ? (
        <>
          <span className="contents *:opacity-0">{children}</span>
          <LoaderCircle size={16} className="absolute animate-spin" aria-hidden />
        </>
      ) : (
        children
      )}
    </button>
  );
}

const VARIANTS = ["solid", "soft", "outline", "ghost"] as const;

function colors({ style, color, variant }: Omit<Button, "type">): CSSProperties {
  const name: Tone = color && isTone(color) ? color : style === "primary" ? "primary" : "secondary";
  const isPlain = name === "secondary";
  switch (oneOf(VARIANTS, variant) ?? (style === "primary" ? "solid" : "outline")) {
    case "solid":
      // The primary tone is the page's own primary button. The other tones stay light in the dark theme, and
      // have dark text.
      return name === "primary"
        ? { backgroundColor: "var(--color-accent-strong)", color: "#fff", borderColor: "transparent" }
        : { backgroundColor: tone(name), color: onSolid, borderColor: "transparent" };
    case "soft":
      return {
        backgroundColor: softBackground(name),
        color: isPlain ? "var(--color-text)" : tone(name),
        borderColor: "transparent",
      };
    case "outline":
      return {
        color: isPlain ? "var(--color-text)" : tone(name),
        borderColor: isPlain ? "var(--color-line)" : "currentColor",
      };
    case "ghost":
      return { color: isPlain ? "var(--color-text)" : tone(name), borderColor: "transparent" };
  }
}
