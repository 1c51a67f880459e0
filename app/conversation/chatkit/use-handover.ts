import type { OpenAIChatKit } from "@openai/chatkit";
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from "react";
import { useLocation } from "react-router";
import type { ConversationPhase } from "#app/shell/new-conversation.ts";
import { usePreferences } from "#app/shell/preferences.ts";
import { createHandover, type Handover, type Stage } from "./handover.ts";
import { moveDraft } from "./move-draft.ts";
import { isTrustedHost, loadChatKit, rememberRefusal, wasRefused } from "./script.ts";

export interface HandoverOptions {
  scriptUrl: string;
  domainKey: string;
  threadId: string | null;
  /** The instant view has to keep the conversation for now. */
  held: boolean;
  phase: ConversationPhase;
  input: RefObject<HTMLTextAreaElement | null>;
}

export interface PageHandover {
  stage: Stage;
  handover: Handover;
  setElement(element: OpenAIChatKit | null): void;
}

/** Loads ChatKit after the first paint and hands the conversation over to it; see `handover.ts`. */
export function useHandover({
  scriptUrl,
  domainKey,
  threadId,
  held,
  phase,
  input,
}: HandoverOptions): PageHandover {
  // Who wants the instant view always: ChatKit isn't even asked for.
  const isWanted = usePreferences().view === "auto";
  const element = useRef<OpenAIChatKit | null>(null);
  const [handover] = useState(() => createHandover({ trustedHost: import.meta.env.SSR || isTrustedHost() }));
  useEffect(() => {
    handover.connect({
      setThreadId: (id) => void element.current?.setThreadId(id),
      fetchUpdates: async () => element.current?.fetchUpdates(),
      moveDraft: async (show) => {
        if (element.current) await moveDraft(element.current, input.current, show);
      },
      refused: () => rememberRefusal(domainKey),
    });
  }, [handover, input, domainKey]);
  const stage = useSyncExternalStore(
    handover.subscribe,
    () => handover.stage,
    () => "instant" as const,
  );

  const { key: visit } = useLocation();
  useEffect(() => handover.page({ threadId, held, phase, visit }), [handover, threadId, held, phase, visit]);

  useEffect(() => {
    if (!isWanted || wasRefused(domainKey)) return;
    return afterFirstLook(() => {
      // What can't be had is no news: the instant view is complete without it. The panel is fetched here, since
      // its first rendering would fail with the whole page.
      loadChatKit(scriptUrl)
        .then(() => import("./chatkit-panel.tsx"))
        .then(handover.scriptLoaded, () => undefined);
    });
  }, [handover, isWanted, scriptUrl, domainKey]);

  const [setElement] = useState(() => (next: OpenAIChatKit | null) => {
    element.current = next;
  });
  return { stage, handover, setElement };
}

/**
 * Runs when somebody sees the page, it has been painted and has nothing better to do. A tab in the background
 * waits: there ChatKit would be slow, and seem not to come. Returns how to call it off.
 */
function afterFirstLook(run: () => void): () => void {
  let callOff = () => document.removeEventListener("visibilitychange", look);
  function look() {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", look);
    callOff = afterFirstPaint(run);
  }
  document.addEventListener("visibilitychange", look);
  look();
  return () => callOff();
}

/** Runs when the page has been painted and has nothing better to do. Returns how to call it off. */
function afterFirstPaint(run: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 2_000 });
  return () => cancelIdleCallback(handle);
}
