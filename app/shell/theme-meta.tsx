import type { Preferences } from "./preferences.ts";

/** The values of `--color-surface`, for the browser's toolbars. */
const SURFACE = { light: "#ffffff", dark: "#181818" };

/** The colours that the browser uses before any CSS has loaded: toolbars, canvas and form controls. */
export function ThemeMeta({ theme }: Pick<Preferences, "theme">) {
  if (theme !== "system") {
    return (
      <>
        <meta name="color-scheme" content={theme} />
        <meta name="theme-color" content={SURFACE[theme]} />
      </>
    );
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={SURFACE.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={SURFACE.dark} />
    </>
  );
}
