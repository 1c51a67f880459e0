import { lazy, type ComponentType } from "react";
import { useModal } from "./use-modal.ts";

/**
 * A part of a page whose code is loaded when it is opened. If that fails (no network, or a newer build on the
 * server), a dialog says so; an error while rendering would replace the whole page.
 */
export function lazyPart<Props extends { onClose(): void }>(
  load: () => Promise<{ default: ComponentType<Props> }>,
) {
  return lazy(async () => {
    const missing: { default: ComponentType<Props> } = { default: MissingPart };
    return load().catch(() => missing);
  });
}

function MissingPart({ onClose }: { onClose(): void }) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="missing-part" className="dialog">
      <h2 id="missing-part" className="font-semibold">
        This can’t be opened now
      </h2>
      <p className="mt-2 text-sm text-muted">
        Your network may be gone, or the app has been updated since this page was loaded. What you are writing
        is kept over a reload.
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
        <button type="button" className="button-primary" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    </dialog>
  );
}
