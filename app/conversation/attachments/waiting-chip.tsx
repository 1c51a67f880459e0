import { FileText, RotateCw, X } from "lucide-react";
import { fileSize } from "./check-files.ts";
import type { WaitingFile } from "./uploads.ts";

interface WaitingChipProps {
  file: WaitingFile;
  onRetry(): void;
  onRemove(): void;
}

/** A file in the composer: what it is, how far it has come, and what can be done about it. */
export function WaitingChip({ file, onRetry, onRemove }: WaitingChipProps) {
  const { name, size, preview, state } = file;
  const remove = state.kind === "uploading" ? `Cancel the upload of ${name}` : `Remove ${name}`;
  return (
    <li
      className={`flex max-w-full items-center gap-2 overflow-hidden rounded-xl border bg-surface p-1.5 ${state.kind === "failed" ? "w-full border-danger/40 sm:w-96" : "w-60 border-line"}`}
    >
      {preview ? (
        <img src={preview} alt="" className="size-10 flex-none rounded-lg bg-hover object-cover" />
      ) : (
        <span className="flex size-10 flex-none items-center justify-center rounded-lg bg-hover text-muted">
          <FileText size={20} aria-hidden />
        </span>
      )}
      <div className="min-w-0 flex-1 text-sm leading-5">
        <p className="truncate" dir="auto" title={name}>
          {name}
        </p>
        {state.kind === "failed" ? (
          <p className="text-xs text-danger">Not uploaded. {state.problem}</p>
        ) : state.kind === "uploading" ? (
          <progress
            className="block h-1.5 w-full overflow-hidden rounded-full bg-hover accent-(--color-accent)"
            aria-label={`Upload of ${name}`}
            value={state.progress}
          />
        ) : (
          <p className="text-xs text-muted">{size === undefined ? "Attached" : fileSize(size)}</p>
        )}
      </div>
      {state.kind === "failed" && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Try to upload ${name} again`}
          title="Try again"
          onClick={onRetry}
        >
          <RotateCw size={16} aria-hidden />
        </button>
      )}
      <button
        type="button"
        data-remove
        className="icon-button"
        aria-label={remove}
        title={state.kind === "uploading" ? "Cancel" : "Remove"}
        onClick={(event) => {
          const li = event.currentTarget.closest("li");
          const next = li?.nextElementSibling ?? li?.previousElementSibling;
          next?.querySelector<HTMLElement>("[data-remove]")?.focus();
          onRemove();
        }}
      >
        <X size={16} aria-hidden />
      </button>
    </li>
  );
}
