import { textColor } from "./colors.ts";
import { valueOf } from "./css-values.ts";
import sprite from "./icons/icons.svg";
import type { Color } from "#app/chatkit/protocol/widget-types.ts";

const PIXELS: Record<string, number> = { xs: 12, sm: 14, md: 16, lg: 20, xl: 24, "2xl": 28, "3xl": 32 };

interface WidgetIconProps {
  name: string;
  size?: string | undefined;
  color?: Color | undefined;
}

/**
 * One of ChatKit's icons, or one of Lucide's that `icons/names.ts` lists. They are in a separate file, which
 * is fetched when there is an icon to show. An unknown name leaves its place empty.
 */
export function WidgetIcon({ name, size = "md", color }: WidgetIconProps) {
  const pixels = valueOf(PIXELS, size) ?? 16;
  return (
    <svg
      width={pixels}
      height={pixels}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="flex-none"
      style={{ color: textColor(color) }}
      aria-hidden
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}

/** The accessible name of an icon that stands alone. */
export const iconLabel = (name: string): string => {
  const words = name.replace(/^\w+:/, "").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
