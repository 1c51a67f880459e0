import { useEffect, useRef, useState, type RefObject } from "react";
import { late, ready } from "#app/ui/late.tsx";
import type { PageTools } from "./client/client-tools.ts";
import type { OutgoingMessage } from "./client/outgoing-message.ts";
import { useConversation } from "./client/use-conversation.ts";
import { useCopyCode } from "./client/use-copy-code.ts";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { Composer } from "./composer.tsx";
import { SwitchContext, type Direction } from "./items/switch-context.ts";
import { useKeepView, useLeftView } from "./memory/use-left-view.ts";
import { Notice } from "./notice.tsx";
import { Scroller } from "./reading/scroller.tsx";
import { useTableRegions } from "./reading/use-table-regions.ts";
import { WindowLink } from "./reading/window-links.tsx";
import { StartScreen } from "./start-screen.tsx";
import { Transcript } from "./transcript.tsx";
import { Announcer, Problem, TurnStatus } from "./turn-status.tsx";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { useDraft } from "./use-draft.ts";
import { useFocusInComposer } from "./use-focus-in-composer.ts";

const loadElsewhere = async () => (await import("./elsewhere-notice.tsx")).ElsewhereNotice;
const ElsewhereNotice = import.meta.env.SSR ? ready(await loadElsewhere()) : late(loadElsewhere);

/** Why the hand-over to ChatKit has to wait: an answer streams, or the user reads earlier messages. */
export type Hold = "answering" | "reading" | "none";

interface InstantViewProps {
  data: ConversationData;
  viewerName: string | null;
  sendKey: string;
  composer: ComposerOptions;
  formError: string | null;
  /** Id of the message that the URL points to. */
  target: string | null;
  isEarlierWindow: boolean;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  tools: PageTools;
  onHold(hold: Hold): void;
  /** Files wait in the composer, or may be there soon, which keeps the view on the screen. */
  onAttaching(isAttaching: boolean): void;
  onCreated(threadId: string): void;
  onChanged(): void;
  /** A form asks for another version of the conversation. */
  onSwitch(direction: Direction): void;
}

const has = (items: { id: string }[], id: string) => items.some((item) => item.id === id);

/** The instant view: rendered by the server, usable before hydration, and continued by the page's script. */
export function InstantView(props: InstantViewProps) {
  const { data, inputRef, onHold, sendKey } = props;
  const left = useLeftView(data);
  const handlers = {
    onCreated: props.onCreated,
    onAccepted: () => draft.arrived(),
    onChanged: props.onChanged,
    onEffect: props.onChanged,
    onClientTool: props.tools.run,
    onSettled: props.tools.settle,
  };
  const conversation = useConversation(data, handlers, left?.state);
  const { state, send, retry, load } = conversation;
  const onSwitch = (direction: Direction) => {
    conversation.expectOtherBranch();
    props.onSwitch(direction);
  };
  useCopyCode();
  useTableRegions(state.items);
  const draft = useDraft(state.threadId, state.items, inputRef);

  const [sends, setSends] = useState(0);
  const [isReadingBack, setReadingBack] = useState(left !== undefined);
  const hold = state.busy ? "answering" : isReadingBack ? "reading" : "none";
  useEffect(() => onHold(hold), [hold, onHold]);

  // Ids of the items that came with the page: their markup is in the document, or their HTML in the data.
  const [storedIds] = useState(
    () => new Set([...data.items.map(({ id }) => id), ...(left?.storedIds ?? [])]),
  );
  const scroller = useRef<HTMLDivElement>(null);
  useKeepView(scroller, state, storedIds);
  const isEmpty = state.items.length === 0 && !state.busy;

  const sendOrRestore = async (message: OutgoingMessage, clear?: () => void) => {
    let isShown = false;
    const isAccepted = await send(message, () => {
      isShown = true;
      setSends((count) => count + 1);
      clear?.();
      draft.send(message.text);
    });
    if (isShown && !isAccepted) draft.refused();
    return isAccepted;
  };
  useFocusInComposer(state.busy, inputRef);

  return (
    <SwitchContext value={onSwitch}>
      <Scroller
        scroller={scroller}
        place={left?.place}
        edges={`${state.items[0]?.id} ${state.items.at(-1)?.id}`}
        isComing={(id) => has(data.items, id) && !has(state.items, id)}
        hasEarlier={state.hasEarlier}
        hasLater={state.hasLater}
        isLoading={state.loading !== null}
        load={load}
        target={props.target}
        isEarlierWindow={props.isEarlierWindow}
        sends={sends}
        onReadingBack={setReadingBack}
      >
        {isEmpty ? (
          <div className="flex flex-1 flex-col justify-end">
            <StartScreen
              sendKey={sendKey}
              name={props.viewerName}
              onPrompt={(text) => void sendOrRestore({ text })}
            />
          </div>
        ) : (
          <div className="flex-1 pt-9 pb-8">
            <WindowLink
              side="earlier"
              from={state.hasEarlier ? state.items[0]?.id : undefined}
              isLoading={state.loading === "earlier"}
              load={load}
            />
            <Transcript
              state={state}
              storedIds={storedIds}
              target={props.target}
              isLaidOut={left !== undefined}
              sendKey={sendKey}
              onRetry={retry}
              onAction={conversation.act}
              onSubmit={conversation.submit}
            />
            <WindowLink
              side="later"
              from={state.hasLater ? state.items.at(-1)?.id : undefined}
              isLoading={state.loading === "later"}
              load={load}
            />
            <TurnStatus state={state} onRetry={() => void retry()} />
          </div>
        )}
      </Scroller>
      <Announcer state={state} />
      {data.elsewhere !== null && <ElsewhereNotice itemId={data.elsewhere} />}
      {state.notice && <Notice notice={state.notice} onClose={conversation.dismissNotice} />}
      {props.formError && <Problem problem={{ message: props.formError }} />}
      {isEmpty && state.problem && <Problem problem={state.problem} />}
      <Composer
        sendKey={sendKey}
        options={props.composer}
        busy={state.busy}
        runId={data.run?.id ?? null}
        inputRef={inputRef}
        onSend={sendOrRestore}
        onStop={conversation.stop}
        onInput={(text) => draft.write(text)}
        threadId={state.threadId}
        items={state.items}
        onAttaching={props.onAttaching}
      />
    </SwitchContext>
  );
}
