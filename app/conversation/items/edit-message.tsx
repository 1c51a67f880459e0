import { useEffect, useId, useRef, type FormEvent, type KeyboardEvent } from "react";
import { isBlank } from "#app/chatkit/blank.ts";
import { TooLong, useMessageLength } from "../message-length.tsx";
import { sendOnKey, useEnterSends } from "../send-key.ts";

interface EditMessageProps {
  /** The initial text: the message, or the edited text of an attempt that failed. */
  text: string;
  /** The message has files, and needs no words. */
  hasFiles: boolean;
  onSend(text: string): void;
  onClose(): void;
}

/** The form that edits a message of the user's. */
export default function EditMessage({ text: before, hasFiles, onSend, onClose }: EditMessageProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const enterSends = useEnterSends();
  const length = useMessageLength();
  const lengthId = useId();
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(input.current.value.length, input.current.value.length);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = input.current?.value ?? "";
    if ((isBlank(text) && !hasFiles) || !length.check(text)) return;
    onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape") onClose();
    sendOnKey(event, { enterSends, hasFiles });
  };

  return (
    <form onSubmit={submit} aria-label="Edit your message" className="w-full rounded-3xl bg-bubble p-3">
      <textarea
        ref={input}
        aria-label="Your message"
        dir="auto"
        defaultValue={before}
        required={!hasFiles}
        aria-invalid={length.excess > 0 || undefined}
        aria-describedby={length.excess > 0 ? lengthId : undefined}
        onInput={(event) => length.check(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-2 py-1 outline-none"
      />
      <TooLong id={lengthId} excess={length.excess} />
      <div className="flex justify-end gap-2">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button className="button-primary">Send</button>
      </div>
    </form>
  );
}
