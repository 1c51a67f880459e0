import { useModal } from "#app/ui/use-modal.ts";

interface ConfirmRetryProps {
  onConfirm(): void;
  onClose(): void;
}

/** The confirmation before an earlier message is answered again, which puts the messages after it aside. */
export function ConfirmRetry({ onConfirm, onClose }: ConfirmRetryProps) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="confirm-retry" onClose={onClose}>
      <h2 id="confirm-retry" className="font-semibold">
        Answer this again?
      </h2>
      <p className="mt-2 text-sm text-muted">
        The messages after it stay with the old answer. The arrows beneath the new one lead back to them.
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button
          type="button"
          className="button-primary"
          onClick={() => {
            dialog.current?.close();
            onConfirm();
          }}
        >
          Answer again
        </button>
      </div>
    </dialog>
  );
}
