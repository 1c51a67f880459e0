import { useState } from "react";

type State = { kind: "idle" } | { kind: "busy"; files: number; total: number } | { kind: "failed" };

/**
 * The download of everything. It is a link; with a script it shows how far the archive has come, since a browser can't
 * know how long a file will be that is made while it is sent.
 */
export function DownloadEverything() {
  const [state, setState] = useState<State>({ kind: "idle" });
  const start = async () => {
    try {
      setState({ kind: "busy", files: 0, total: 0 });
      const { download } = await import("./download.ts");
      await download("/settings/export", (files, total) => setState({ kind: "busy", files, total }));
      setState({ kind: "idle" });
    } catch {
      setState({ kind: "failed" });
    }
  };
  return (
    <div className="space-y-2">
      <p className="max-w-prose text-sm text-muted">
        One archive with a text file of each conversation, your tasks as a table and a calendar, and
        everything that is stored about you as JSON.
      </p>
      <a
        href="/settings/export"
        download
        className="button"
        aria-disabled={state.kind === "busy"}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          if (state.kind !== "busy") void start();
        }}
      >
        Download everything
      </a>
      {state.kind === "busy" && (
        <label className="flex items-center gap-3 text-sm text-muted">
          <progress
            className="h-2 w-40 accent-accent"
            max={state.total || undefined}
            value={state.total > 0 ? state.files : undefined}
          />
          {state.total > 0 ? `${state.files} of ${state.total} files` : "Starting…"}
        </label>
      )}
      <p role="status" className="text-sm text-danger empty:hidden">
        {state.kind === "failed" && "The download broke off. Nothing is lost: please try again."}
      </p>
    </div>
  );
}
