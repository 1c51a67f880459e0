import { useEffect, useEffectEvent } from "react";
import { reportChange } from "./own-changes.ts";

const NAME = "lists";
/** This page's own reports reach its other channels too; they are told by this. */
const TAB = Math.random();

/** Tells the app's other tabs that their lists may be outdated, and this one's memory that its pages may be. */
export function tellOtherTabs(): void {
  reportChange();
  const channel = new BroadcastChannel(NAME);
  // A BroadcastChannel only reaches this origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(TAB);
  channel.close();
}

/** Calls `onChange` when another tab reports a change. */
export function useOtherTabs(onChange: () => void): void {
  const onMessage = useEffectEvent(onChange);
  useEffect(() => {
    const channel = new BroadcastChannel(NAME);
    channel.addEventListener("message", ({ data }) => {
      if (data !== TAB) onMessage();
    });
    return () => channel.close();
  }, []);
}

/** Calls `onReturn` when this tab becomes visible again. */
export function useReturns(onReturn: () => void): void {
  const onVisible = useEffectEvent(onReturn);
  useEffect(() => {
    const onVisibilityChange = () => {
      if (document.visibilityState === "visible") onVisible();
    };
    document.addEventListener("visibilitychange", onVisibilityChange);
    return () => document.removeEventListener("visibilitychange", onVisibilityChange);
  }, []);
}
