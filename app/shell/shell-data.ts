import { useRouteLoaderData } from "react-router";
import type { FolderOption } from "./conversation-actions.tsx";

/** The user's folders, which every page has from the loader of the shell. */
export function useFolders(): FolderOption[] {
  return useRouteLoaderData<{ folders: FolderOption[] }>("routes/shell")?.folders ?? [];
}
