import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { isUnanswered } from "./client/conversation-state.ts";
import { nextAnnouncement, spoken, turnInWords } from "./client/announcement.ts";
import type { ConversationState, TurnProblem } from "./client/conversation-state.ts";

/** What a turn ends with that was stopped before its first word, or failed before the page was loaded. */
const UNANSWERED = "This has not been answered.";

/** What there is to see of a turn beside its items: that it is under way, why it failed, or that it came to nothing. */
export function TurnStatus({ state, onRetry }: { state: ConversationState; onRetry(): void }) {
  const { progress, problem, threadId } = state;
  return (
    <>
      {isAwaited(state) && (
        <p className="mx-auto mt-9 flex w-full max-w-(--column) items-center gap-2.5 px-4 text-muted">
          <span className="size-2.5 animate-pulse rounded-full bg-ink" aria-hidden />
          {progress && <span className="text-sm">{progress}</span>}
        </p>
      )}
      {isUnanswered(state) && <Unanswered onRetry={onRetry} />}
      {problem && <Problem problem={problem} onRetry={threadId ? onRetry : undefined} />}
    </>
  );
}

/** Stands where the answer would. Its button has its place from the beginning, so that nothing moves. */
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

/** What went wrong, with what may help. */
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

/** Nothing of the answer is on the screen yet. */
const isAwaited = ({ busy, progress, items }: ConversationState) =>
  busy && (progress !== null || items.at(-1)?.type === "user_message");

/**
 * Reads an answer to screen readers while it comes: politely, in whole sentences, each once. What it says is
 * written into the page by hand, since it is no part of what the page shows.
 */
export function Announcer({ state }: { state: ConversationState }) {
  const { items, busy, problem } = state;
  const { id, text } = turnInWords(items);
  const progress = isAwaited(state) ? (state.progress ?? "The assistant is answering.") : "";
  // A problem is an alert, which is read by itself.
  const outcome = isUnanswered(state) ? UNANSWERED : "";
  const hasFailed = problem !== null;
  const region = useRef<HTMLParagraphElement>(null);
  const told = useRef({ id, until: text.length, busy, isWaiting: false });

  useEffect(() => {
    const before = told.current;
    // What was sent has been taken back: the answer before it is the last again, and was told.
    const isUndone = hasFailed && before.id !== id;
    // An answer that came with the page, or by scrolling, is read like the rest of it.
    const isNews = (busy || before.busy) && !isUndone;
    const from = before.id === id ? before.until : 0;
    const until = isNews ? nextAnnouncement(text, from, !busy) : text.length;
    told.current = { id, until, busy, isWaiting: before.isWaiting };
    if (!region.current) return;
    if (busy && progress) {
      // Said once, though the message that is answered has got another id meanwhile.
      if (region.current.textContent !== progress) region.current.textContent = progress;
      told.current.isWaiting = true;
    } else if (isNews && until > from) {
      region.current.textContent = spoken(text.slice(from, until));
      told.current.isWaiting = false;
    } else if (!busy && before.isWaiting) {
      // Nothing has come of it, so the region must not go on saying that something will.
      region.current.textContent = outcome;
      told.current.isWaiting = false;
    }
  }, [id, text, busy, progress, outcome, hasFailed]);

  return <p ref={region} role="status" className="sr-only" />;
}
