import { useCallback, useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { credentials } from "#app/shell/credentials.ts";
import { naming, phaseOf, useLoadAgain } from "#app/shell/new-conversation.ts";
import { tellOtherTabs, useOtherTabs, useReturns } from "#app/shell/tabs.ts";
import { announce } from "#app/ui/announce.ts";
import { useAfterSubmit } from "#app/ui/focus.ts";
import { useChatKitLayer } from "./chatkit/chatkit-provider.tsx";
import { createPageTools } from "./client/client-tools.ts";
import { Disclaimer } from "./disclaimer.tsx";
import type { Direction } from "./items/switch-context.ts";
import { focusVersions } from "./items/versions.ts";
import { InstantView, type Hold } from "./instant-view.tsx";
import { useIsReturn } from "./memory/use-left-view.ts";
import { useViewKey } from "./use-view-key.ts";

export interface ConversationPageProps {
  /** The conversation that the URL names; null for a new one. */
  threadId: string | null;
  /** What the loader brought. Right after a new conversation got its URL it is still the empty page's. */
  data: ConversationData;
  /** The data is from the browser's memory, and newer data is on its way. */
  isStale: boolean;
  /** The page shows earlier messages, which ChatKit isn't given. */
  isEarlierWindow: boolean;
  /** The message that the address points to. */
  target: string | null;
  /** Names the part of the conversation that the address asks for; empty for its end. */
  place: string;
  viewerName: string | null;
  sendKey: string;
  composer: ComposerOptions;
  /** Why a form that was sent without a script was refused. */
  formError: string | null;
  chatkit: { secret: string; expiresAt: number; scriptUrl: string; domainKey: string };
}

/**
 * A conversation, in two views on one spot: the instant view, which the server has rendered, and ChatKit,
 * which takes over when it is ready and stays mounted from one conversation to the next.
 */
export function ConversationPage(props: ConversationPageProps) {
  const { threadId, data, isEarlierWindow, chatkit } = props;
  const navigate = useNavigate();
  const { loadAgain, isLoading } = useLoadAgain();
  const { key: visit } = useLocation();
  const input = useRef<HTMLTextAreaElement>(null);
  const viewElement = useRef<HTMLDivElement>(null);
  const [leavingFor, setLeavingFor] = useState<string>();
  const [tools] = useState(() => createPageTools(setLeavingFor));
  // Not before a new conversation is in the URL: the way back has to lead to it.
  useEffect(() => {
    if (leavingFor && threadId) void navigate(leavingFor);
  }, [leavingFor, threadId, navigate]);
  const phase = phaseOf(threadId, data);
  // Until the view that begins in the middle has said that it is there.
  const isReturn = useIsReturn(threadId);
  const [hold, setHold] = useState<Hold>(data.run ? "answering" : isReturn ? "reading" : "none");
  const [isAttaching, setAttaching] = useState(false);
  const [heldVisit, setHeldVisit] = useState(visit);
  const onHold = useCallback(
    (next: Hold) => {
      setHold(next);
      setHeldVisit(visit);
    },
    [visit],
  );
  useEffect(() => {
    credentials.offer({ value: chatkit.secret, expiresAt: chatkit.expiresAt });
  }, [chatkit.secret, chatkit.expiresAt]);

  const { stage, isCovered, isAnswering, isHeld, layer } = useChatKitLayer(
    {
      threadId,
      held: hold !== "none" || isEarlierWindow || (isReturn && heldVisit !== visit),
      isAttaching,
      phase,
      isStale: props.isStale,
      visit,
      scriptUrl: chatkit.scriptUrl,
      domainKey: chatkit.domainKey,
      viewerName: props.viewerName,
      composer: props.composer,
      input,
      view: viewElement,
      onThreadChange: (id) => {
        if (!inCharge || id === threadId) return;
        if (id) naming.begin(id, navigate);
        else void navigate("/chat");
      },
      onClientTool: tools.run,
      onResponse: async (running) => {
        if (running) return;
        tellOtherTabs();
        // Before the server has answered a stop, the page's data would name the run as one to follow.
        await layer?.api.stops();
        await loadAgain();
      },
      onSettled: tools.settle,
      onNavigate: (path) => void navigate(path),
      onEffect: () => {
        tellOtherTabs();
        // While ChatKit answers, the page's data would name the run as one to follow. Its end comes soon.
        if (!isAnswering) void loadAgain();
      },
    },
    data,
  );
  const inCharge = stage === "chatkit";

  // Once the first answer of a named conversation is over, its data is loaded: ChatKit takes over only with
  // data, and the header needs its title. Not while ChatKit answers: the data would name the run as one to
  // follow.
  const wantsData = phase === "named" && hold === "none" && !(inCharge && isAnswering);
  useEffect(() => {
    if (wantsData && !isLoading) void loadAgain();
  }, [wantsData, isLoading, loadAgain]);

  // Another tab, or another device, may have gone on with it, or ended the session.
  const refresh = () => {
    const isBusy = isHeld && !(isAttaching && hold === "none");
    if (isBusy || (inCharge && isAnswering)) return;
    // Also while data is on its way, which may have been read before: then it is asked for again.
    void loadAgain();
    if (inCharge && threadId !== null) layer?.refresh();
  };
  useOtherTabs(refresh);
  useReturns(refresh);

  const [switched, setSwitched] = useState<{ itemId: string; direction: Direction }>();
  const onSwitch = useAfterSubmit((direction: Direction) => {
    tellOtherTabs();
    layer?.handover.changed();
    setSwitched({ itemId: location.hash.slice(1), direction });
  });
  // When the other version is on the page.
  useEffect(() => {
    if (!switched) return;
    void focusVersions(switched.itemId, switched.direction).then((place) => place && announce(place));
  }, [switched]);

  const view = useViewKey(threadId, { data, place: props.place, inCharge: isCovered });
  return (
    <div className="relative grid min-h-0 flex-1">
      <div
        ref={viewElement}
        className={`instant-view ${stage === "beneath" || inCharge ? "is-above" : ""} ${inCharge ? "is-leaving" : ""}`}
        inert={inCharge}
      >
        <InstantView
          key={view.key}
          data={data}
          viewerName={props.viewerName}
          sendKey={props.sendKey}
          formError={props.formError}
          isEarlierWindow={isEarlierWindow}
          inputRef={input}
          tools={tools}
          composer={props.composer}
          target={props.target}
          onHold={onHold}
          onAttaching={setAttaching}
          onCreated={(id) => {
            view.keep(id);
            naming.begin(id, navigate);
          }}
          onSwitch={onSwitch}
          onChanged={() => {
            tellOtherTabs();
            layer?.handover.changed();
            void loadAgain();
          }}
        />
        <Disclaimer />
      </div>
    </div>
  );
}
