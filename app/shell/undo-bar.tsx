import { useState } from "react";
import { useFetcher, useLocation } from "react-router";
import { NoticeBar, UndoButton } from "#app/ui/notice-bar.tsx";
import { CHANGE_PATH } from "./change-path.ts";

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
    <NoticeBar text={done.text} onClose={close} className="bottom-24">
      {done.undo.length > 0 && (
        <fetcher.Form method="post" action={CHANGE_PATH}>
          <input type="hidden" name="next" value={pathname + search} />
          <UndoButton />
        </fetcher.Form>
      )}
    </NoticeBar>
  );
}
