import { CircleAlert, X } from "lucide-react";
import { useLocation } from "react-router";
import type { Failure } from "./chatkit-fetch.ts";

/** Says why a request of ChatKit's came to nothing. ChatKit itself shows nothing for most of them. */
export function FailureNotice({ failure, onClose }: { failure: Failure; onClose(): void }) {
  const { pathname } = useLocation();
  return (
    <div role="alert" className="absolute inset-x-0 top-2 z-10 mx-auto w-full max-w-[772px] px-4">
      <div className="flex flex-wrap items-center gap-3 rounded-2xl border border-danger/40 bg-raised px-4 py-2.5 text-sm shadow-(--shadow-composer)">
        <CircleAlert size={18} className="flex-none text-danger" aria-hidden />
        <p className="min-w-0 flex-1 basis-48">
          {failure.message}
          {failure.lost && " What you wrote is in the composer again."}
        </p>
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
