import {
  createContext,
  lazy,
  Suspense,
  use,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { usePreferences } from "#app/shell/preferences.ts";
import { Announcer } from "../turn-status.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import type { Handover, Stage } from "./handover-types.ts";
import { createChatKitLayer, type ChatKitLayer, type LayerPage } from "./layer.ts";
import { loadChatKit, wasRefused } from "./script.ts";

/** Fetched before it is rendered, so it can't be missing here. */
const ChatKitPanel = lazy(() => import("./chatkit-panel.tsx"));

const LayerContext = createContext<ChatKitLayer | null>(null);

/**
 * ChatKit above the routes. Its element goes blank when it is detached, and its drafts can't be read out, so
 * it stays mounted from one page to another and is hidden where no conversation is shown.
 */
export function ChatKitProvider({ children }: { children: ReactNode }) {
  const [layer] = useState(createChatKitLayer);
  useEffect(() => layer.connect(), [layer]);
  const state = useSyncExternalStore(layer.subscribe, layer.state, layer.state);
  const { config, hasPage, failure } = state;
  const { stage, element } = useStage(layer.handover);
  useChatKitScript(config, layer.handover);
  const isInCharge = stage === "chatkit" && hasPage;
  const isPainted = isInCharge || (stage === "beneath" && hasPage);
  return (
    <LayerContext value={layer}>
      {children}
      {config && stage !== "instant" && (
        <section
          aria-label="Chat"
          className="chatkit-layer"
          inert={!isInCharge}
          data-stage={hasPage ? stage : "away"}
          style={isPainted ? undefined : { visibility: "hidden" }}
        >
          <Suspense>
            <Panel key={element} layer={layer} config={config} />
          </Suspense>
          {isInCharge && failure && (
            <FailureNotice failure={failure} threadId={config.threadId} onClose={layer.dismissFailure} />
          )}
          {isInCharge && <TurnAnnouncer layer={layer} />}
        </section>
      )}
    </LayerContext>
  );
}

/** Reads ChatKit's answers out: drawn anew with each event, which nothing else of the layer is. */
function TurnAnnouncer({ layer }: { layer: ChatKitLayer }) {
  return <Announcer state={useSyncExternalStore(layer.subscribe, layer.turn, layer.turn)} />;
}

/** One element of ChatKit's, which keeps the thread that it was made with. */
function Panel({ layer, config }: { layer: ChatKitLayer; config: LayerPage }) {
  const [initialThread] = useState(config.threadId);
  const { build, isAlive } = layer.state();
  return (
    <ChatKitPanel
      initialThread={initialThread}
      domainKey={config.domainKey}
      viewerName={config.viewerName}
      composer={config.composer}
      api={layer.api}
      handover={layer.handover}
      build={build}
      isAlive={isAlive}
      setElement={layer.setElement}
      onThreadChange={(id) => layer.page()?.onThreadChange(id)}
      onResponse={layer.response}
      onClientTool={(name, params) =>
        layer.page()?.onClientTool(name, params) ?? { ok: false, error: "The page was left." }
      }
      onSettled={() => layer.page()?.onSettled()}
      onEffect={(name, data) => layer.page()?.onEffect(name, data)}
      onNavigate={(path) => layer.page()?.onNavigate(path)}
    />
  );
}

function useStage(handover: Handover): { stage: Stage; element: number } {
  const stage = useSyncExternalStore(
    handover.subscribe,
    () => handover.stage,
    () => "instant" as const,
  );
  const element = useSyncExternalStore(
    handover.subscribe,
    () => handover.element,
    () => 0,
  );
  return { stage, element };
}

/** Loads ChatKit's script and the panel once a conversation has been painted, unless the user wants neither. */
function useChatKitScript(config: LayerPage | null, handover: Handover): void {
  const isWanted = usePreferences().view === "auto";
  const { scriptUrl, domainKey, visit } = config ?? {};
  useEffect(() => {
    if (!isWanted || !scriptUrl || domainKey === undefined || wasRefused(domainKey)) return undefined;
    // A script that didn't come is asked for again on the next visit, or when the network is back.
    const load = () =>
      // Without it the instant view is complete. The panel is fetched here, since its first rendering would fail
      // with the whole page.
      loadChatKit(scriptUrl)
        .then(() => import("./chatkit-panel.tsx"))
        .then(handover.scriptLoaded, () => undefined);
    const callOff = afterFirstLook(load);
    addEventListener("online", load);
    return () => {
      callOff();
      removeEventListener("online", load);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each visit asks again
  }, [isWanted, scriptUrl, domainKey, visit, handover]);
}

/**
 * Runs when the page is visible, painted and idle. A tab in the background waits: there ChatKit would be slow,
 * and seem not to come. Returns how to call it off.
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

function afterFirstPaint(run: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 2_000 });
  return () => cancelIdleCallback(handle);
}

interface PageLayer {
  stage: Stage;
  /** The instant view has faded out from above ChatKit. */
  isCovered: boolean;
  /** ChatKit shows an answer that is under way. */
  isAnswering: boolean;
  /** ChatKit has to wait, since the page shows what it can't. */
  isHeld: boolean;
  layer: ChatKitLayer;
}

/** The instant view's way out, with room for a slow machine, in milliseconds. */
const FADE_MS = 300;

/** Shows a conversation page's ChatKit for as long as the page is mounted. */
export function useChatKitLayer(page: LayerPage, data: ConversationData): PageLayer {
  const layer = use(LayerContext);
  if (!layer) throw new Error("useChatKitLayer() needs a ChatKitProvider");
  const { stage } = useStage(layer.handover);
  const answering = () => layer.state().isAnswering;
  const isAnswering = useSyncExternalStore(layer.subscribe, answering, answering);
  // An answer that ChatKit itself streams is no reason to take the conversation away from it.
  const isHeld = page.held || (data.run !== null && !isAnswering);

  // Before ChatKit is told of a conversation, its data has to be there to answer from.
  const canPreload = page.phase !== "named" && !page.held && data.run === null;
  useLayoutEffect(() => {
    if (canPreload) layer.api.preload(data);
  }, [layer, data, canPreload]);
  useLayoutEffect(() => layer.setPage({ ...page, held: isHeld }));
  useEffect(() => () => layer.setPage(null), [layer]);

  const [coveredIn, setCoveredIn] = useState<Stage>(stage);
  useEffect(() => {
    const timer = setTimeout(() => setCoveredIn(stage), stage === "chatkit" ? FADE_MS : 0);
    return () => clearTimeout(timer);
  }, [stage]);
  return { stage, isCovered: stage === "chatkit" && coveredIn === "chatkit", isAnswering, isHeld, layer };
}
