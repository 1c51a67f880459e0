import { useEffect, useMemo, useState, type RefObject } from "react";
import { Link } from "react-router";
import { Composer } from "./composer.tsx";
import type { PageTools } from "./client/client-tools.ts";
import { useConversation } from "./client/use-conversation.ts";
import { useCopyCode } from "./client/use-copy-code.ts";
import { StartScreen } from "./start-screen.tsx";
import { Transcript } from "./transcript.tsx";
import type { ConversationData } from "./types.ts";

interface InstantViewProps {
  data: ConversationData;
  viewerName: string | null;
  sendKey: string;
  formError: string | null;
  isEarlierWindow: boolean;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  onBusy(busy: boolean): void;
  onCreated(threadId: string): void;
  onChanged(): void;
  tools: PageTools;
}

/** The conversation as the server renders it and the page goes on with it: readable and usable at once. */
export function InstantView(props: InstantViewProps) {
  const { data, inputRef, onBusy } = props;
  const conversation = useConversation(data, {
    onCreated: props.onCreated,
    onChanged: props.onChanged,
    onEffect: props.onChanged,
    onClientTool: props.tools.run,
    onSettled: props.tools.settle,
  });
  const { state, send, retry, act, stop } = conversation;
  useCopyCode();
  useDraft(data.threadId, inputRef);

  useEffect(() => onBusy(state.busy), [state.busy, onBusy]);

  // What came with the page has its markup in the document, or its HTML in the data.
  const [stored] = useState(() => new Set(data.items.map(({ id }) => id)));
  const interrupted = useMemo(() => new Set(data.interrupted), [data.interrupted]);
  const isEmpty = state.items.length === 0 && !state.busy;

  const sendText = async (text: string) => {
    clearDraft(data.threadId);
    if (await send(text)) return;
    // What was refused isn't lost: it is back where it was written, unless something else is by now.
    if (inputRef.current?.value === "") inputRef.current.value = text;
    keepDraft(data.threadId, text);
  };

  return (
    <>
      {/* Reversed, so that the newest message is in view without a script and stays so while it grows. */}
      <div className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain" tabIndex={-1}>
        <div className="mx-auto flex min-h-full w-full flex-none flex-col">
          {isEmpty ? (
            <div className="flex flex-1 flex-col justify-end">
              <StartScreen sendKey={props.sendKey} name={props.viewerName} onPrompt={sendText} />
            </div>
          ) : (
            <div className="flex-1 pt-9 pb-8">
              <Earlier data={data} isEarlierWindow={props.isEarlierWindow} />
              <Transcript
                items={state.items}
                html={state.html}
                stored={stored}
                interrupted={interrupted}
                feedback={data.feedback}
                busy={state.busy}
                onRetry={() => retry()}
                onAction={act}
              />
              <Status busy={state.busy} progress={state.progress} waiting={isWaiting(state.items)} />
              {state.problem && (
                <div
                  role="alert"
                  className="mx-auto mt-6 flex w-full max-w-(--column) flex-wrap items-center gap-3 px-4 text-sm"
                >
                  <p className="text-danger">{state.problem.message}</p>
                  {state.problem.canRetry && state.threadId && (
                    <button type="button" className="button" onClick={() => retry()}>
                      Try again
                    </button>
                  )}
                </div>
              )}
            </div>
          )}
        </div>
      </div>
      {(props.formError ?? (isEmpty && state.problem)) && (
        <p role="alert" className="mx-auto mb-2 w-full max-w-[772px] px-6 text-sm text-danger">
          {props.formError ?? state.problem?.message}
        </p>
      )}
      <Composer
        sendKey={props.sendKey}
        busy={state.busy}
        runId={data.run?.id ?? null}
        inputRef={inputRef}
        onSend={sendText}
        onStop={stop}
        onInput={(text) => keepDraft(data.threadId, text)}
      />
    </>
  );
}

/** Nothing of the answer is on the screen yet. */
const isWaiting = (items: ConversationData["items"]) => items.at(-1)?.type === "user_message";

function Status({ busy, progress, waiting }: { busy: boolean; progress: string | null; waiting: boolean }) {
  const show = busy && (progress !== null || waiting);
  return (
    <div role="status" className="mx-auto w-full max-w-(--column) px-4">
      {show && (
        <p className="mt-9 flex items-center gap-2.5 text-muted">
          <span className="size-2.5 animate-pulse rounded-full bg-ink" aria-hidden />
          <span className={progress ? "text-sm" : "sr-only"}>
            {progress ?? "The assistant is answering."}
          </span>
        </p>
      )}
    </div>
  );
}

function Earlier({ data, isEarlierWindow }: { data: ConversationData; isEarlierWindow: boolean }) {
  const first = data.items[0]?.id;
  if (!isEarlierWindow && !data.hasMore) return null;
  return (
    <nav
      aria-label="Parts of the conversation"
      className="mx-auto mb-8 flex w-full max-w-(--column) justify-center gap-3 px-4"
    >
      {data.hasMore && first && (
        <Link className="button" to={`?before=${first}`}>
          Earlier messages
        </Link>
      )}
      {isEarlierWindow && (
        <Link className="button" to="?">
          Newest messages
        </Link>
      )}
    </nav>
  );
}

const draftKey = (threadId: string | null) => `draft:${threadId ?? "new"}`;

function keepDraft(threadId: string | null, text: string): void {
  try {
    if (text) sessionStorage.setItem(draftKey(threadId), text);
    else sessionStorage.removeItem(draftKey(threadId));
  } catch {
    // Storage is switched off: the draft lives as long as the page.
  }
}

const clearDraft = (threadId: string | null) => keepDraft(threadId, "");

/** Brings back what was being written here before a reload; what has been typed meanwhile wins. */
function useDraft(threadId: string | null, inputRef: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const input = inputRef.current;
    if (!input || input.value) return;
    try {
      input.value = sessionStorage.getItem(draftKey(threadId)) ?? "";
    } catch {
      // See keepDraft.
    }
  }, [threadId, inputRef]);
}
