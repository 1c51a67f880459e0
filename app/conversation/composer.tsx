import { ArrowUp, Square } from "lucide-react";
import {
  lazy,
  Suspense,
  useCallback,
  useId,
  useRef,
  useState,
  type ComponentType,
  type FormEvent,
  type RefObject,
} from "react";
import { useActionData, useLoaderData } from "react-router";
import { useHydrated } from "remix-utils/use-hydrated";
import { isBlank } from "#app/chatkit/blank.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ComposerFilesProps, FilesHandle } from "./attachments/composer-files.tsx";
import { FilePicker } from "./attachments/file-picker.tsx";
import { KeptFiles } from "./attachments/kept-files.tsx";
import type { OutgoingMessage } from "./client/outgoing-message.ts";
import { ComposerChoices } from "./composer-choices.tsx";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { TooLong, useMessageLength } from "./message-length.tsx";
import { sendOnKey, useEnterSends } from "./send-key.ts";

type DictationProps = Pick<ComposerProps, "inputRef">;
// When its code can't be loaded, messages are written.
const Dictation = lazy<ComponentType<DictationProps>>(() =>
  import("./voice/dictation.tsx").catch(() => ({ default: () => null })),
);

const ComposerFiles = lazy<ComponentType<ComposerFilesProps>>(() =>
  import("./attachments/composer-files.tsx").catch(() => ({ default: () => null })),
);

interface ComposerProps {
  /** Idempotency key of the form, so that a form posted twice is sent once. */
  sendKey: string;
  options: ComposerOptions;
  busy: boolean;
  /** The run that the Stop button stops in a page without scripts. */
  runId: string | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  threadId: string | null;
  items: readonly ThreadItem[];
  /**
   * `clear` removes the message from the composer, once it is shown elsewhere. Resolves to whether it was accepted; one
   * that was shown and refused comes back.
   */
  onSend(message: OutgoingMessage, clear: () => void): Promise<boolean>;
  onStop(): void;
  onInput(text: string): void;
  onAttaching(isAttaching: boolean): void;
}

const roundButton =
  "flex size-9 flex-none items-center justify-center rounded-full bg-accent-strong text-white";

/**
 * The message composer: a plain form that the page's script takes over. The textarea is uncontrolled, so text
 * typed before hydration survives it.
 */
export function Composer({
  sendKey,
  options,
  busy,
  runId,
  inputRef,
  onSend,
  onStop,
  onInput,
  threadId,
  items,
  onAttaching,
}: ComposerProps) {
  const id = useId();
  const isHydrated = useHydrated();
  const enterSends = useEnterSends();
  const length = useMessageLength();
  // The message that was refused, in a page without a script.
  const refused = useActionData<{ text?: string; attachments?: Attachment[] }>();
  // What was written before the sign-in.
  const kept = useLoaderData<{ words?: string }>();

  const picker = useRef<HTMLInputElement>(null);
  const files = useRef<FilesHandle>(null);
  /** Null until the code of files is there. */
  const [fileCount, setFileCount] = useState<number | null>(null);
  const onFiles = useCallback(
    (count: number, isAttaching: boolean) => {
      setFileCount(count);
      onAttaching(isAttaching);
    },
    [onAttaching],
  );
  const keptFiles = refused?.attachments ?? [];

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const waiting = files.current;
    // Then files are sent as without a script.
    if (!waiting && (picker.current?.files?.length || keptFiles.length > 0)) return;
    event.preventDefault();
    const text = inputRef.current?.value ?? "";
    if (busy || !length.check(text)) return;
    const attachments = waiting ? waiting.ready(() => form.requestSubmit()) : [];
    if (!attachments || (isBlank(text) && attachments.length === 0)) return;
    const fields = new FormData(form);
    // What was written since the message was sent stays.
    const clear = () => {
      const field = inputRef.current;
      if (field?.value.startsWith(text)) field.value = field.value.slice(text.length);
      waiting?.sent();
    };
    const [model, tool] = [chosenOption(fields, "model"), chosenOption(fields, "tool")];
    const isAccepted = await onSend({ text, attachments, model, tool }, clear);
    waiting?.settled(isAccepted);
  };

  return (
    <form
      method="post"
      encType="multipart/form-data"
      onSubmit={(event) => void submit(event)}
      className="mx-auto w-full max-w-[794px] px-3 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      aria-label="Write a message"
    >
      <input type="hidden" name="key" value={sendKey} />
      {runId && <input type="hidden" name="run" value={runId} />}
      <div className="group/composer relative rounded-[28px] border border-line bg-raised py-[9px] shadow-(--shadow-composer) has-[textarea:focus-visible]:border-accent">
        {isHydrated && (
          <Suspense>
            <ComposerFiles
              ref={files}
              options={options.attachments}
              threadId={threadId}
              items={items}
              refused={keptFiles}
              inputRef={inputRef}
              pickerRef={picker}
              onChange={onFiles}
            />
          </Suspense>
        )}
        {fileCount === null && <KeptFiles files={keptFiles} />}
        <div className="flex items-end gap-2 ps-[17px] pe-2.5 sm:ps-8 noscript:flex-wrap">
          <label htmlFor={id} className="sr-only">
            Message
          </label>
          <textarea
            id={id}
            ref={inputRef}
            name="text"
            dir="auto"
            rows={1}
            // Without a script it is unknown whether files are chosen; the server asks for words then.
            required={isHydrated && !fileCount}
            defaultValue={refused?.text ?? kept.words}
            aria-invalid={length.excess > 0 || undefined}
            aria-describedby={length.excess > 0 ? `${id}-length` : undefined}
            placeholder="Message the assistant"
            enterKeyHint={enterSends ? "send" : "enter"}
            onKeyDown={(event) => sendOnKey(event, { enterSends, busy, hasFiles: Boolean(fileCount) })}
            onInput={(event) => {
              length.check(event.currentTarget.value);
              onInput(event.currentTarget.value);
            }}
            className="field-sizing-content max-h-[40dvh] min-h-9 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted"
          />
          <FilePicker pickerRef={picker} options={options.attachments} />
          {options.dictation && isHydrated && (
            <Suspense>
              <Dictation inputRef={inputRef} />
            </Suspense>
          )}
          {/* Different keys make these two elements: a focused Send must not turn into Stop, where the next
              key press would stop the answer. */}
          {busy ? (
            <button
              key="stop"
              type="submit"
              name="intent"
              value="stop"
              formNoValidate
              aria-label="Stop"
              title="Stop"
              className={roundButton}
              onClick={(event) => {
                event.preventDefault();
                onStop();
              }}
            >
              <Square size={12} fill="currentColor" />
            </button>
          ) : (
            <button
              key="send"
              type="submit"
              name="intent"
              value="send"
              aria-label="Send"
              title="Send"
              className={roundButton}
            >
              <ArrowUp size={20} />
            </button>
          )}
        </div>
        <TooLong id={`${id}-length`} excess={length.excess} />
        <ComposerChoices options={options} />
      </div>
    </form>
  );
}

function chosenOption(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
