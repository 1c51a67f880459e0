import { X } from "lucide-react";
import { useModal } from "#app/ui/use-modal.ts";
import { keyNames, SHORTCUTS } from "./shortcuts.ts";
import { isMac } from "./use-shortcuts.ts";

/** The list of keyboard shortcuts. It is open from its mount until `onClose`. */
export default function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="shortcuts" className="shortcuts">
      <form method="dialog" className="mb-3 flex items-center gap-2">
        <h2 id="shortcuts" className="flex-1 text-lg font-semibold">
          Keyboard shortcuts
        </h2>
        <button className="icon-button" aria-label="Close">
          <X size={18} aria-hidden />
        </button>
      </form>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2">
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.action} className="contents">
            <dt>{shortcut.label}</dt>
            <dd className="flex gap-1">
              {keyNames(shortcut, isMac()).map((name) => (
                <kbd
                  key={name}
                  className="inline-flex min-w-7 justify-center rounded-md border border-line px-1.5 py-0.5 font-mono text-sm"
                >
                  {name}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">
        Letters that you type in a conversation go into your message. The settings can turn the shortcuts off.
      </p>
    </dialog>
  );
}
