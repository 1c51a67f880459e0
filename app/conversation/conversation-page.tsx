import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useNavigate, useRevalidator } from "react-router";
import { nameConversation, phaseOf } from "#app/shell/new-conversation.ts";
import { tellOtherTabs, useOtherTabs, useReturns } from "#app/shell/tabs.ts";
import { createChatKitFetch } from "./chatkit/chatkit-fetch.ts";
import { useHandover } from "./chatkit/use-handover.ts";
import { createPageTools } from "./client/client-tools.ts";
import { credentials } from "#app/shell/credentials.ts";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { Disclaimer } from "./disclaimer.tsx";
import { keepDraft } from "./draft.ts";
import { InstantView, type Hold } from "./instant-view.tsx";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { useViewKey } from "./use-view-key.ts";

/** Fetched by the hand-over before it is rendered, so it can't be missing here. */
const ChatKitPanel = lazy(() => import("./chatkit/chatkit-panel.tsx"));

export interface ConversationPageProps {
  /** The conversation that the URL names; null for a new one. */
  threadId: string | null;
  /** What the loader brought. Right after a new conversation got its URL it is still the empty page's. */
  data: ConversationData;
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
  chatkit: { secret: string; expiresAt: string; scriptUrl: string; domainKey: string };
}

/**
 * A conversation, in two views on one spot: the instant view, which the server has rendered, and ChatKit,
 * which takes over when it is ready and stays mounted from one conversation to the next.
 */
export function ConversationPage(props: ConversationPageProps) {
  const { threadId, data, isEarlierWindow, chatkit } = props;
  const navigate = useNavigate();
  const revalidator = useRevalidator();
  const input = useRef<HTMLTextAreaElement>(null);
  const [api] = useState(createChatKitFetch);
  const [leavingFor, setLeavingFor] = useState<string>();
  const [tools] = useState(() => createPageTools(setLeavingFor));
  // Not before a new conversation is in the URL: the way back has to lead to it.
  useEffect(() => {
    if (leavingFor && threadId) void navigate(leavingFor);
  }, [leavingFor, threadId, navigate]);
  const phase = phaseOf(threadId, data);
  const [hold, setHold] = useState<Hold>(data.run ? "answering" : "none");
  const [chatkitBusy, setChatkitBusy] = useState(false);
  const isHeld = hold !== "none" || data.run !== null || isEarlierWindow;

  // Before ChatKit is told of a conversation, its data has to be there to answer from.
  useEffect(() => {
    if (phase !== "named" && data.run === null && !isEarlierWindow) api.preload(data);
  }, [api, data, phase, isEarlierWindow]);
  useEffect(() => {
    credentials.offer({ value: chatkit.secret, expiresAt: Date.parse(chatkit.expiresAt) });
  }, [chatkit.secret, chatkit.expiresAt]);

  const { stage, handover, setElement } = useHandover({
    scriptUrl: chatkit.scriptUrl,
    domainKey: chatkit.domainKey,
    threadId,
    held: isHeld,
    phase,
    input,
  });
  const inCharge = stage === "chatkit";

  // Once the first answer of a named conversation is over, its data is loaded: ChatKit takes over only with
  // data, and the header needs its title. Not while ChatKit answers: the data would name the run as one to
  // follow.
  const wantsData = phase === "named" && hold === "none" && !(inCharge && chatkitBusy);
  useEffect(() => {
    if (wantsData && revalidator.state === "idle") void revalidator.revalidate();
  }, [wantsData, revalidator]);

  // Another tab, or another device, may have gone on with it.
  const refresh = () => {
    // Also while data is on its way, which may have been read before: then it is asked for anew.
    if (threadId !== null && !isHeld && !inCharge) void revalidator.revalidate();
  };
  useOtherTabs(refresh);
  useReturns(refresh);

  // Where the element began; from there it follows by `setThreadId`.
  const [firstThread, setFirstThread] = useState<string | null>();
  if (stage !== "instant" && firstThread === undefined) setFirstThread(threadId);
  if (stage === "instant" && firstThread !== undefined) setFirstThread(undefined);

  const view = useViewKey(threadId, { data, place: props.place, inCharge });
  return (
    <div className="relative grid min-h-0 flex-1">
      <div
        className="absolute inset-0 flex flex-col"
        inert={inCharge}
        style={inCharge ? { visibility: "hidden" } : undefined}
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
          onHold={setHold}
          onCreated={(id) => {
            view.keep(id);
            nameConversation(id, navigate);
          }}
          onChanged={() => {
            tellOtherTabs();
            handover.changed();
            void revalidator.revalidate();
          }}
        />
        <Disclaimer />
      </div>
      {firstThread !== undefined && (
        <div
          className="absolute inset-0"
          style={inCharge ? undefined : { visibility: "hidden" }}
          inert={!inCharge}
          data-stage={stage}
        >
          <Suspense>
            <ChatKitPanel
              initialThread={firstThread}
              domainKey={chatkit.domainKey}
              viewerName={props.viewerName}
              composer={props.composer}
              api={api}
              handover={handover}
              setElement={setElement}
              onThreadChange={(id) => {
                if (!inCharge || id === threadId) return;
                if (id) nameConversation(id, navigate);
                else void navigate("/chat");
              }}
              onClientTool={tools.run}
              onResponse={(running) => {
                setChatkitBusy(running);
                // The draft that was moved there has been sent, or something else in its place.
                if (running) return keepDraft(threadId, "");
                tellOtherTabs();
                void revalidator.revalidate();
              }}
              onSettled={tools.settle}
              onNavigate={(path) => void navigate(path)}
              onEffect={() => {
                tellOtherTabs();
                // While it answers, the page's data would name the run as one to follow; its end comes soon.
                if (!chatkitBusy) void revalidator.revalidate();
              }}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
