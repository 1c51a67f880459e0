import { ArrowUp, Square } from "lucide-react";
import { useId, type FormEvent, type KeyboardEvent, type RefObject } from "react";

interface ComposerProps {
  /** Names this send, so that a form that is sent twice counts once. */
  sendKey: string;
  busy: boolean;
  /** The run to stop, for a page without scripts. */
  runId: string | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  onSend(text: string): void;
  onStop(): void;
  onInput?(text: string): void;
}

/**
 * Where a message is written: a plain form, which the page's script takes over. The text is the browser's
 * own (uncontrolled), so what is typed before hydration stays.
 */
export function Composer({ sendKey, busy, runId, inputRef, onSend, onStop, onInput }: ComposerProps) {
  const id = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = inputRef.current?.value ?? "";
    if (busy || text.trim() === "") return;
    onSend(text);
    if (inputRef.current) inputRef.current.value = "";
  };
  const sendOnEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const newLine = event.shiftKey || event.altKey || event.nativeEvent.isComposing;
    if (event.key !== "Enter" || newLine) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <form
      method="post"
      onSubmit={submit}
      className="mx-auto w-full max-w-[772px] px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      aria-label="Write a message"
    >
      <input type="hidden" name="key" value={sendKey} />
      {runId && <input type="hidden" name="run" value={runId} />}
      <div className="flex items-end gap-2 rounded-[28px] border border-line bg-raised py-2 ps-[17px] pe-2.5 shadow-(--shadow-composer) has-[textarea:focus-visible]:border-accent">
        <label htmlFor={id} className="sr-only">
          Message
        </label>
        <textarea
          id={id}
          ref={inputRef}
          name="text"
          rows={1}
          required
          maxLength={200_000}
          placeholder="Message the assistant"
          enterKeyHint="send"
          onKeyDown={sendOnEnter}
          onInput={(event) => onInput?.(event.currentTarget.value)}
          className="field-sizing-content max-h-[40dvh] min-h-9 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted"
        />
        {busy && (
          <button
            type="submit"
            name="intent"
            value="stop"
            formNoValidate
            aria-label="Stop"
            title="Stop"
            className="flex size-9 flex-none items-center justify-center rounded-full bg-ink text-on-ink"
            onClick={(event) => {
              event.preventDefault();
              onStop();
            }}
          >
            <Square size={12} fill="currentColor" />
          </button>
        )}
        {!busy && (
          <button
            type="submit"
            name="intent"
            value="send"
            aria-label="Send"
            title="Send"
            className="flex size-9 flex-none items-center justify-center rounded-full bg-ink text-on-ink"
          >
            <ArrowUp size={20} />
          </button>
        )}
      </div>
    </form>
  );
}
