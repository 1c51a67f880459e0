import type { ColorScheme, ThemeOption } from "@openai/chatkit";
import { useSyncExternalStore } from "react";
import { usePreferences } from "#app/shell/preferences.ts";

/** The values of app.css that ChatKit is given; its frame can't read ours. `theme.test.ts` compares them. */
export const tokens = {
  accent: { light: "#0b62d6", dark: "#6ea8fe" },
  /** ChatKit's `foreground` is the raised surface (composer, menus), not the text. */
  darkSurface: { background: "#181818", foreground: "#262626" },
  sans: 'ui-sans-serif, -apple-system, system-ui, "Segoe UI", Helvetica, Arial, sans-serif',
  mono: 'ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
};

/**
 * ChatKit in our design, so that its take-over changes nothing to look at: text of 16 px, round composer,
 * grey without a tint, one accent.
 * In the dark scheme the surface is given, because ChatKit's own is lighter.
 */
export function themeOf(colorScheme: ColorScheme, accent = tokens.accent): ThemeOption {
  return {
    colorScheme,
    radius: "pill",
    density: "normal",
    typography: { baseSize: 16, fontFamily: tokens.sans, fontFamilyMono: tokens.mono },
    color: {
      grayscale: { hue: 0, tint: 0 },
      accent: { primary: accent[colorScheme], level: 1 },
      ...(colorScheme === "dark" && { surface: tokens.darkSurface }),
    },
  };
}

const query = () => matchMedia("(prefers-color-scheme: dark)");

function subscribe(onChange: () => void): () => void {
  const list = query();
  list.addEventListener("change", onChange);
  return () => list.removeEventListener("change", onChange);
}

/** The colour scheme that was chosen in the settings, else the system's, as it changes. */
export function useColorScheme(): "light" | "dark" {
  const { theme } = usePreferences();
  const system = useSyncExternalStore<"light" | "dark">(
    subscribe,
    () => (query().matches ? "dark" : "light"),
    () => "light",
  );
  return theme === "system" ? system : theme;
}
