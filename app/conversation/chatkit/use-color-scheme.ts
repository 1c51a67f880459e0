import { useSyncExternalStore } from "react";

const query = () => matchMedia("(prefers-color-scheme: dark)");

function subscribe(onChange: () => void): () => void {
  const list = query();
  list.addEventListener("change", onChange);
  return () => list.removeEventListener("change", onChange);
}

/** The system's colour scheme, as it changes. */
export function useColorScheme(): "light" | "dark" {
  return useSyncExternalStore(
    subscribe,
    () => (query().matches ? "dark" : "light"),
    () => "light",
  );
}
