import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { usePreferences } from "#app/shell/preferences.ts";
import { Announcer } from "../turn-status.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import type { Handover } from "./handover-types.ts";
import type { ChatKitLayer, LayerPage } from "./layer.ts";
import { loadChatKit, wasRefused } from "./script.ts";
import { useStage } from "./use-stage.ts";

export { createChatKitLayer } from "./layer.ts";

/** Fetched before it is rendered, so it can't be missing here. */
const ChatKitPanel = lazy(() => import("./chatkit-panel.tsx"));

/** What is drawn of the layer: ChatKit's element, hidden where it isn't in charge, and its failures. */
export function LayerView({ layer }: { layer: ChatKitLayer }) {
  useEffect(() => layer.connect(), [layer]);
  const state = useSyncExternalStore(layer.subscribe, layer.state, layer.state);
  const { config, hasPage, failure } = state;
  const { stage, element } = useStage(layer);
  useChatKitScript(config, layer.handover);
  if (!config || stage === "instant") return null;
  const isInCharge = stage === "chatkit" && hasPage;
  const isPainted = isInCharge || (stage === "beneath" && hasPage);
  return (
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
