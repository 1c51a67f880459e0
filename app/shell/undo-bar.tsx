import { Undo2, X } from "lucide-react";
import { useState } from "react";
import { useFetcher, useLocation } from "react-router";
import { CHANGE_PATH } from "./conversation-actions.tsx";

/** What was done last to conversations; see `app/history/undo.ts`. */
interface Done {
  text: string;
  undo: unknown[];
}

/** Says what was done last, and takes it back. */
export function UndoBar({ done }: { done: Done | null }) {
  const [closed, setClosed] = useState<Done | null>(null);
  const { pathname, search } = useLocation();
  const fetcher = useFetcher();
  if (!done || closed === done || fetcher.state !== "idle") return null;
  const close = () => {
    document.cookie = "done=; path=/; max-age=0; samesite=lax";
    setClosed(done);
  };
  return (
    <div
      data-undo-bar
      className="fixed inset-x-0 bottom-24 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-2 rounded-xl bg-ink py-1.5 ps-4 pe-1.5 text-sm text-on-ink shadow-lg"
    >
      <p className="min-w-0 truncate">{done.text}</p>
      {done.undo.length > 0 && (
        <fetcher.Form method="post" action={CHANGE_PATH}>
          <input type="hidden" name="next" value={pathname + search} />
          <button
            name="intent"
            value="undo"
            className="inline-flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 font-semibold hover:bg-on-ink/15 focus-visible:outline-on-ink"
          >
            <Undo2 size={15} aria-hidden /> Undo
          </button>
        </fetcher.Form>
      )}
      <button
        type="button"
        onClick={close}
        aria-label="Close"
        className="needs-script inline-flex size-8 items-center justify-center rounded-lg hover:bg-on-ink/15 focus-visible:outline-on-ink"
      >
        <X size={15} aria-hidden />
      </button>
    </div>
  );
}
