import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { useNetwork } from "#app/shell/network.ts";
import { isUnanswered, isUnconfirmed } from "./client/conversation-state.ts";
import { VersionSwitch } from "./items/versions.ts";
import { nextAnnouncement, markdownToSpeech, newestTurnText } from "./client/announcement.ts";
import type { ConversationState, TurnProblem } from "./client/conversation-state.ts";

/** Shown after a turn that was stopped before its first word, or that failed before the page was loaded. */
const UNANSWERED = "This has not been answered.";

/** Shown for a message that waits for the network. */
const PENDING = "You are offline. Your message will be sent when you are back.";

/** Whether the newest message waits for the network. */
const useIsPending = (state: ConversationState): boolean => useNetwork() !== "online" && isUnconfirmed(state);

/** The state of a turn beside its items: that it is running, why it failed, or that it has no answer. */
export function TurnStatus({ state, onRetry }: { state: ConversationState; onRetry(): void }) {
  const { problem, threadId } = state;
  const isPending = useIsPending(state);
  const progress = isPending ? PENDING : state.progress;
  return (
    <>
      {isAwaited(state) && (
        <p className="mx-auto mt-9 flex w-full max-w-(--column) items-center gap-2.5 px-4 text-muted">
          {!isPending && <span className="size-2.5 animate-pulse rounded-full bg-ink" aria-hidden />}
          {progress && <span className="text-sm">{progress}</span>}
        </p>
      )}
      {isUnanswered(state) && <Unanswered onRetry={onRetry} />}
      {state.versionsAfter && !state.busy && (
        <div className="mx-auto mt-2 w-full max-w-(--column) px-4">
          <VersionSwitch versions={state.versionsAfter} itemId={null} disabled={false} />
        </div>
      )}
      {problem && <Problem problem={problem} onRetry={threadId ? onRetry : undefined} />}
    </>
  );
}

/**
 * Shown in the answer's place. The button is rendered disabled before hydration, so that the layout doesn't
 * shift.
 */
function Unanswered({ onRetry }: { onRetry(): void }) {
  const isHydrated = useHydrated();
  return (
    <div className="mx-auto mt-9 flex w-full max-w-(--column) flex-wrap items-center gap-3 px-4">
      <p className="text-sm text-muted">{UNANSWERED}</p>
      <button type="button" className="button needs-script" disabled={!isHydrated} onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

/** An error, with a button for the remedy. */
export function Problem({ problem, onRetry }: { problem: TurnProblem; onRetry?: (() => void) | undefined }) {
  const { message, remedy } = problem;
  return (
    <div role="alert" className="mx-auto my-4 w-full max-w-(--column) px-4">
      <div className="flex flex-wrap items-center gap-3 rounded-2xl border border-danger/40 bg-danger/5 px-4 py-3 text-sm">
        <CircleAlert size={18} className="flex-none text-danger" aria-hidden />
        <p className="min-w-0 flex-1 basis-48">{message}</p>
        {remedy === "retry" && onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
        {remedy === "reload" && (
          <button type="button" className="button" onClick={() => location.reload()}>
            Reload
          </button>
        )}
      </div>
    </div>
  );
}

/** Whether nothing of the answer is on the screen yet. */
const isAwaited = ({ busy, progress, items }: ConversationState) =>
  busy && (progress !== null || items.at(-1)?.type === "user_message");

/**
 * Announces an answer to screen readers while it streams: politely, in whole sentences, each once. It writes
 * the live region's text by hand, because that text is derived from how the state changed, not from the
 * state.
 */
export function Announcer({ state }: { state: ConversationState }) {
  const { items, busy, problem } = state;
  const { id, text } = newestTurnText(items);
  const isPending = useIsPending(state);
  const waiting = isPending ? PENDING : (state.progress ?? "The assistant is answering.");
  const progress = isAwaited(state) ? waiting : "";
  // A problem is not announced here: it is shown in an alert, which screen readers read by themselves.
  const { isStopped } = state;
  const outcome = isUnanswered(state) ? UNANSWERED : "";
  const hasFailed = problem !== null;
  const region = useRef<HTMLParagraphElement>(null);
  const announced = useRef({ id, until: text.length, busy, isWaiting: false });

  useEffect(() => {
    const before = announced.current;
    // The send failed and was taken back, so an earlier answer is the newest again. It has been announced
    // before.
    const isUndone = hasFailed && before.id !== id;
    // Only an answer that arrived by streaming is announced. One that came with the page, or by scrolling, is
    // read as part of the page.
    const isStreamed = (busy || before.busy) && !isUndone;
    const from = before.id === id ? before.until : 0;
    const until = isStreamed ? nextAnnouncement(text, from, !busy) : text.length;
    announced.current = { id, until, busy, isWaiting: before.isWaiting };
    if (!region.current) return;
    if (busy && progress) {
      // Set only when it differs: the question's id changes when the server confirms it, which runs this
      // effect again with the same progress.
      if (region.current.textContent !== progress) region.current.textContent = progress;
      announced.current.isWaiting = true;
    } else if (isStreamed && until > from) {
      const words = markdownToSpeech(text.slice(from, until));
      region.current.textContent = isStopped && !busy ? `${words} Stopped.` : words;
      announced.current.isWaiting = false;
    } else if (!busy && before.busy && isStopped) {
      region.current.textContent = `Stopped. ${outcome}`;
      announced.current.isWaiting = false;
    } else if (!busy && before.isWaiting) {
      // The turn ended without an answer, so replace the progress line.
      region.current.textContent = outcome;
      announced.current.isWaiting = false;
    }
  }, [id, text, busy, isStopped, progress, outcome, hasFailed]);

  return <p ref={region} role="status" className="sr-only" />;
}
