import { useSyncExternalStore } from "react";
import type { Stage } from "./handover-types.ts";
import type { ChatKitLayer } from "./layer.ts";

const unsubscribed = () => () => undefined;

/** Who shows the conversation, and the number of ChatKit's element; the instant view where there is no layer yet. */
export function useStage(layer: ChatKitLayer | null): { stage: Stage; element: number } {
  const subscribe = layer?.handover.subscribe ?? unsubscribed;
  const stage = useSyncExternalStore(
    subscribe,
    () => layer?.handover.stage ?? "instant",
    () => "instant" as const,
  );
  const element = useSyncExternalStore(
    subscribe,
    () => layer?.handover.element ?? 0,
    () => 0,
  );
  return { stage, element };
}
