import { late, ready } from "#app/ui/late.tsx";
import type { Direction } from "./switch-context.ts";

const load = () => import("./version-switch.tsx");
const loadSwitch = async () => (await load()).VersionSwitch;

/** Loaded by pages with messages that have other versions, which most don't. */
export const VersionSwitch = import.meta.env.SSR ? ready(await loadSwitch()) : late(loadSwitch);

/** Puts the focus back onto the buttons of the version that is shown now, and resolves with what to announce. */
export async function focusVersions(itemId: string, direction: Direction): Promise<string | undefined> {
  return (await load()).focusVersions(itemId, direction);
}
