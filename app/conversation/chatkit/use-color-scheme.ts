import { useSyncExternalStore } from "react";
import { usePreferences } from "#app/shell/use-preferences.ts";

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
