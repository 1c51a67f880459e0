import {
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useState,
  useSyncExternalStore,
  type Ref,
  type RefObject,
} from "react";
import type { AttachmentOptions } from "#app/chat/composer-options.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { checkFiles } from "./check-files.ts";
import { readDraftFiles, receiveDraftFiles } from "./draft-files.ts";
import { attachmentsOf, failedIn, isAnyUploading, Uploads } from "./uploads.ts";
import { useIncoming } from "./use-incoming.ts";
import { WaitingChip } from "./waiting-chip.tsx";

/** What the composer asks of its files. */
export interface FilesHandle {
  /**
   * The stored files, for a message; undefined while one is on its way or has failed. `send` is called when all are
   * there.
   */
  ready(send: () => void): Attachment[] | undefined;
  /** They are in a message that is on the screen. */
  sent(): void;
  settled(isAccepted: boolean): void;
}

export interface ComposerFilesProps {
  ref: Ref<FilesHandle>;
  options: AttachmentOptions;
  threadId: string | null;
  items: readonly ThreadItem[];
  /** Files of a form without a script that was refused. */
  refused: readonly Attachment[];
  inputRef: RefObject<HTMLTextAreaElement | null>;
  pickerRef: RefObject<HTMLInputElement | null>;
  /** How many files wait; and whether the view has to stay, since there are some or may be soon. */
  onChange(count: number, isAttaching: boolean): void;
}

/** The files of the composer, and all ways into it. Loaded when the page is alive. */
export default function ComposerFiles(props: ComposerFilesProps) {
  const { ref, options, threadId, inputRef, pickerRef, onChange } = props;
  const [uploads] = useState(() => new Uploads(threadId));
  const files = useSyncExternalStore(uploads.subscribe, uploads.list, uploads.list);
  const isAwaited = useSyncExternalStore(uploads.subscribe, uploads.isAwaited, uploads.isAwaited);
  const [problems, setProblems] = useState<string[]>([]);
  const [longText, setLongText] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);

  const add = (chosen: readonly File[], others: string[] = []) => {
    const checked = checkFiles(chosen, options, uploads.list().length);
    setProblems([...others, ...checked.problems]);
    uploads.add(checked.accepted);
  };
  const isDragging = useIncoming(inputRef, {
    onFiles: (dropped) => add(dropped),
    onFolder: () => setProblems(["A folder can’t be attached. Choose the files in it."]),
    onLongText: setLongText,
  });
  useDraftFiles(uploads, props);
  usePicker(pickerRef, { add, setChoosing });

  const count = files.length;
  const isAttaching = count > 0 || isChoosing || isDragging;
  useEffect(() => onChange(count, isAttaching), [onChange, count, isAttaching]);
  useEffect(() => () => onChange(0, false), [onChange]);
  // What draws them in the message, before that is sent.
  const hasFiles = count > 0;
  useEffect(() => {
    if (hasFiles) import("./message-files.tsx").catch(() => undefined);
  }, [hasFiles]);

  useEffect(() => {
    const field = inputRef.current;
    if (longText === undefined || !field) return undefined;
    const look = () => {
      if (!field.value.includes(longText)) setLongText(undefined);
    };
    field.addEventListener("input", look);
    return () => field.removeEventListener("input", look);
  }, [longText, inputRef]);

  useImperativeHandle(ref, () => ({
    ready(send) {
      const waiting = uploads.list();
      const failed = failedIn(waiting);
      if (!failed && !isAnyUploading(waiting)) return attachmentsOf(waiting);
      if (!failed) {
        uploads.sendWhenStored(send);
        return undefined;
      }
      setProblems([`“${failed.name}” isn’t uploaded. Try it again, or remove it, then send.`]);
      return undefined;
    },
    sent() {
      setProblems([]);
      setLongText(undefined);
      uploads.sent();
    },
    settled: (isAccepted) => uploads.settled(isAccepted),
  }));

  const attachText = (text: string) => {
    const field = inputRef.current;
    const at = field?.value.indexOf(text) ?? -1;
    setLongText(undefined);
    if (!field || at < 0) return;
    field.setRangeText("", at, at + text.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.focus();
    add([new File([text], "pasted-text.txt", { type: "text/plain" })]);
  };

  return (
    <div data-files>
      {count > 0 && (
        <ul
          aria-label="Attached files"
          className="flex max-h-[40dvh] flex-wrap gap-2 overflow-y-auto px-2.5 pb-2"
        >
          {files.map((file) => (
            <WaitingChip
              key={file.key}
              file={file}
              onRetry={() => uploads.retry(file.key)}
              onRemove={() => {
                uploads.remove(file.key);
                setProblems([]);
                if (uploads.list().length === 0) pickerRef.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <div role="alert" className="px-4 pb-2 text-sm text-danger">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      {isAwaited && (
        <p role="status" className="px-4 pb-2 text-sm text-muted">
          Your message will be sent when its files are uploaded.
        </p>
      )}
      {longText !== undefined && (
        <p role="status" className="flex flex-wrap items-center gap-2 px-4 pb-2 text-sm text-muted">
          {`You pasted ${longText.length.toLocaleString("en")} characters.`}
          <button type="button" className="text-accent underline" onClick={() => attachText(longText)}>
            Attach them as a file
          </button>
        </p>
      )}
      {isDragging && (
        <div className="pointer-events-none fixed inset-2 z-20 flex items-center justify-center rounded-2xl border-2 border-dashed border-accent bg-surface/90 text-lg font-medium">
          Drop files to attach them
        </div>
      )}
    </div>
  );
}

/** Brings back the files of the draft, and takes those that come back later. */
function useDraftFiles(uploads: Uploads, { threadId, items, refused }: ComposerFilesProps): void {
  const [first] = useState({ items, refused });
  useEffect(() => {
    // A file that arrived while the page was unloading is in a message.
    const sent = new Set(
      first.items.flatMap((item) =>
        item.type === "user_message" ? item.attachments.map(({ id }) => id) : [],
      ),
    );
    const kept = [...first.refused, ...readDraftFiles(uploads.threadId)];
    const close = uploads.open();
    uploads.adopt(
      kept.filter(({ id }, at) => !sent.has(id) && kept.findIndex((one) => one.id === id) === at),
    );
    const ignore = receiveDraftFiles(
      () => uploads.threadId,
      (files) => uploads.adopt(files),
    );
    return () => {
      ignore();
      close();
    };
  }, [uploads, first]);
  useEffect(() => uploads.moveTo(threadId), [uploads, threadId]);
}

interface Picker {
  add(files: File[]): void;
  setChoosing(isChoosing: boolean): void;
}

/** Takes the files of the form's own field, also those that were chosen before the page was alive. */
function usePicker(pickerRef: RefObject<HTMLInputElement | null>, { add, setChoosing }: Picker): void {
  const take = useEffectEvent(() => {
    const picker = pickerRef.current;
    const chosen = [...(picker?.files ?? [])];
    setChoosing(false);
    if (!picker || chosen.length === 0) return;
    picker.value = "";
    add(chosen);
  });
  useEffect(() => {
    const picker = pickerRef.current;
    const aborter = new AbortController();
    const { signal } = aborter;
    picker?.addEventListener("click", () => setChoosing(true), { signal });
    picker?.addEventListener("cancel", () => setChoosing(false), { signal });
    picker?.addEventListener("change", () => take(), { signal });
    take();
    return () => aborter.abort();
  }, [pickerRef, setChoosing]);
}
