import { CircleAlert, X } from "lucide-react";
import { Link, useLocation } from "react-router";
import { pathOf } from "#app/shell/new-conversation.ts";
import type { Failure } from "./chatkit-fetch.ts";

interface FailureNoticeProps {
  failure: Failure;
  /** The conversation on the page. */
  threadId: string | null;
  onClose(): void;
}

/** Says why something that was sent from ChatKit failed. ChatKit itself shows nothing for most failures. */
export function FailureNotice({ failure, threadId, onClose }: FailureNoticeProps) {
  const { pathname } = useLocation();
  const { lost } = failure;
  const isHere = lost?.threadId === threadId;
  return (
    <div role="alert" className="absolute inset-x-0 top-2 z-10 mx-auto w-full max-w-[772px] px-4">
      <div className="flex flex-wrap items-center gap-3 rounded-2xl border border-danger/40 bg-raised px-4 py-2.5 text-sm shadow-(--shadow-composer)">
        <CircleAlert size={18} className="flex-none text-danger" aria-hidden />
        <p className="min-w-0 flex-1 basis-48">
          {failure.message}
          {lost && (isHere ? " What you wrote is in the composer again." : " What you wrote is kept.")}
        </p>
        {lost && !isHere && (
          <Link className="button" to={lost.threadId === null ? "/chat" : pathOf(lost.threadId)}>
            Open its conversation
          </Link>
        )}
        {failure.isSignedOut && (
          <a className="button" href={`/sign-in?next=${encodeURIComponent(pathname)}`}>
            Sign in again
          </a>
        )}
        <button type="button" className="icon-button -my-1.5 -me-2" aria-label="Dismiss" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
    </div>
  );
}
