import {
  createContext,
  startTransition,
  use,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { Stage } from "./handover-types.ts";
import type { ChatKitLayer, LayerPage } from "./layer.ts";
import type { LayerView } from "./layer-view.tsx";
import { useStage } from "./use-stage.ts";

const LayerContext = createContext<ChatKitLayer | null>(null);

/** The layer's code, once it is there. */
interface Loaded {
  layer: ChatKitLayer;
  View: typeof LayerView;
}

/**
 * ChatKit above the routes. Its element goes blank when it is detached, and its drafts can't be read out, so
 * it stays mounted from one page to another and is hidden where no conversation is shown. The code of the layer is
 * loaded when the page is alive, because reading, writing and sending need none of it.
 */
export function ChatKitProvider({ children }: { children: ReactNode }) {
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const { createChatKitLayer, LayerView: View } = await import("./layer-view.tsx");
      if (isGone) return;
      // A transition waits for the parts of the page that aren't hydrated yet. Another update would replace them.
      startTransition(() => setLoaded({ layer: createChatKitLayer(), View }));
    };
    // Without it the instant view is complete.
    load().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return (
    <LayerContext value={loaded?.layer ?? null}>
      {children}
      {loaded && <loaded.View layer={loaded.layer} />}
    </LayerContext>
  );
}

interface PageLayer {
  stage: Stage;
  /** The instant view has faded out from above ChatKit. */
  isCovered: boolean;
  /** ChatKit shows an answer that is under way. */
  isAnswering: boolean;
  /** ChatKit has to wait, since the page shows what it can't. */
  isHeld: boolean;
  /** Null until its code is there. */
  layer: ChatKitLayer | null;
}

/** The instant view's way out, with room for a slow machine, in milliseconds. */
const FADE_MS = 300;

const unsubscribed = () => () => undefined;

/** Shows a conversation page's ChatKit for as long as the page is mounted. */
export function useChatKitLayer(page: LayerPage, data: ConversationData): PageLayer {
  const layer = use(LayerContext);
  const { stage } = useStage(layer);
  const answering = () => layer?.state().isAnswering ?? false;
  const isAnswering = useSyncExternalStore(layer?.subscribe ?? unsubscribed, answering, () => false);
  // An answer that ChatKit itself streams is no reason to take the conversation away from it.
  // Files that wait in the composer keep its view; a ChatKit in charge stays.
  const isKept = page.isAttaching && stage !== "chatkit";
  const isHeld = page.held || isKept || (data.run !== null && !isAnswering);

  // Before ChatKit is told of a conversation, its data has to be there to answer from. Where that is from memory, ChatKit
  // asks the server.
  const canPreload = page.phase !== "named" && !page.held && !page.isStale && data.run === null;
  useLayoutEffect(() => {
    if (canPreload) layer?.api.preload(data);
  }, [layer, data, canPreload]);
  useLayoutEffect(() => layer?.setPage({ ...page, held: isHeld }));
  useEffect(() => () => layer?.setPage(null), [layer]);

  const [coveredIn, setCoveredIn] = useState<Stage>(stage);
  useEffect(() => {
    const timer = setTimeout(() => setCoveredIn(stage), stage === "chatkit" ? FADE_MS : 0);
    return () => clearTimeout(timer);
  }, [stage]);
  return { stage, isCovered: stage === "chatkit" && coveredIn === "chatkit", isAnswering, isHeld, layer };
}
