import { useRouteLoaderData } from "react-router";
import { parsePreferences, type Preferences } from "./preferences.ts";

/** The preferences that this document was made with, as the root's loader has read them. */
export function usePreferences(): Preferences {
  const root = useRouteLoaderData<{ preferences: Preferences }>("root");
  return root?.preferences ?? parsePreferences(null);
}
