import { useEffect, useEffectEvent, useRef } from "react";
import { useFetcher, useLocation } from "react-router";
import { CHANGE_PATH } from "#app/shell/change-path.ts";
import { announce } from "#app/ui/announce.ts";
import { BULK_FORM } from "./history-item.tsx";
import type { HistoryData } from "./load-history.server.ts";

/** What can be done with the selected conversations. It is shown while there are some (app/shell/shell.css). */
export function BulkBar({ view, folders }: Pick<HistoryData, "view" | "folders">) {
  const { pathname, search } = useLocation();
  const fetcher = useFetcher<{ done?: string; error?: string }>();
  const form = useRef<HTMLFormElement>(null);
  const settle = useEffectEvent((result: { done?: string; error?: string }) => {
    if (result.done) {
      form.current?.reset();
      announce(result.done);
    }
  });
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data) settle(fetcher.data);
  }, [fetcher.state, fetcher.data]);
  const selectAll = () => {
    const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[form="${BULK_FORM}"]`)];
    const isAll = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !isAll;
  };
  return (
    <fetcher.Form
      ref={form}
      id={BULK_FORM}
      method="post"
      action={CHANGE_PATH}
      aria-label="Selected conversations"
      className="bulk-bar sticky bottom-4 z-10 my-4 flex flex-wrap items-center gap-2 rounded-xl border border-line bg-surface p-2 shadow-lg"
    >
      <input type="hidden" name="next" value={pathname + search} />
      <button type="button" className="needs-script button" onClick={selectAll}>
        Select all
      </button>
      {view.in === "deleted" ? (
        <>
          <button name="intent" value="restore" className="button">
            Restore
          </button>
          <button name="intent" value="purge" className="button text-danger">
            Delete for good
          </button>
        </>
      ) : (
        <>
          <button name="intent" value={view.in === "pinned" ? "unpin" : "pin"} className="button">
            {view.in === "pinned" ? "Unpin" : "Pin"}
          </button>
          <button name="intent" value={view.in === "archived" ? "unarchive" : "archive"} className="button">
            {view.in === "archived" ? "Out of the archive" : "Archive"}
          </button>
          <span className="flex items-center gap-1">
            <select name="folder" aria-label="Folder" className="field w-auto">
              <option value="">No folder</option>
              {folders.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <button name="intent" value="move" className="button">
              Move
            </button>
          </span>
          <button
            formAction="/history/export"
            formMethod="post"
            className="button"
            name="intent"
            value="export"
          >
            Export
          </button>
          <button name="intent" value="delete" className="button text-danger">
            Delete
          </button>
        </>
      )}
      {fetcher.data?.error && (
        <p role="alert" className="text-sm text-danger">
          {fetcher.data.error}
        </p>
      )}
    </fetcher.Form>
  );
}
