import { useEffect, useEffectEvent } from "react";

const NAME = "lists";

/** Tells the app's other tabs that what they list may have changed. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(NAME);
  // A channel has no target: it reaches this origin and nobody else.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage("changed");
  channel.close();
}

/** Calls `onChange` when another tab says so. */
export function useOtherTabs(onChange: () => void): void {
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const channel = new BroadcastChannel(NAME);
    channel.addEventListener("message", () => changed());
    return () => channel.close();
  }, []);
}

/** Calls `onReturn` when somebody comes back to this tab. */
export function useReturns(onReturn: () => void): void {
  const returned = useEffectEvent(onReturn);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") returned();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
}
