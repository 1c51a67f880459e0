import { useEffect, useEffectEvent, useState, type RefObject } from "react";

/** A longer text can be pasted as a file. */
const LONG_TEXT = 10_000;

interface Incoming {
  onFiles(files: File[]): void;
  onFolder(): void;
  /** A long text was pasted into the composer, as it would be anyway. */
  onLongText(text: string): void;
}

/**
 * Takes files that are pasted, or dropped anywhere on the page: the browser would open those, and leave the page. While
 * another view or a dialog is above the composer's view, what is dropped beside that is ignored.
 *
 * @returns whether files are being dragged over the page
 */
export function useIncoming(input: RefObject<HTMLTextAreaElement | null>, incoming: Incoming): boolean {
  const [isDragging, setDragging] = useState(false);

  const isElsewhere = () =>
    !input.current ||
    input.current.closest("[inert]") !== null ||
    document.querySelector("dialog[open]") !== null;
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const { target, clipboardData } = event;
    const isOther =
      target !== input.current && target instanceof Element && target.closest(EDITABLE) !== null;
    if (!clipboardData || isElsewhere() || isOther) return;
    const text = clipboardData.getData("text/plain");
    const files = [...clipboardData.files];
    // Office programs give a picture of the text along.
    if (files.length > 0 && text === "") {
      event.preventDefault();
      incoming.onFiles(files);
    } else if (text.length > LONG_TEXT && target === input.current) {
      incoming.onLongText(text.replaceAll(/\r\n?/g, "\n"));
    }
  });
  const drag = useEffectEvent((event: DragEvent) => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    if (isElsewhere()) {
      event.preventDefault();
      dataTransfer.dropEffect = "none";
      return;
    }
    if (event.type === "dragleave") {
      // Out of the window.
      if (event.relatedTarget === null) setDragging(false);
      return;
    }
    event.preventDefault();
    setDragging(event.type !== "drop");
    if (event.type !== "drop") return;
    const items = [...dataTransfer.items];
    const isFolder = items.map((item) => item.webkitGetAsEntry()?.isDirectory ?? false);
    if (isFolder.includes(true)) incoming.onFolder();
    incoming.onFiles([...dataTransfer.files].filter((_, index) => !isFolder[index]));
  });
  useEffect(() => {
    const aborter = new AbortController();
    const { signal } = aborter;
    document.addEventListener("paste", (event) => paste(event), { signal });
    document.addEventListener("dragenter", (event) => drag(event), { signal });
    document.addEventListener("dragover", (event) => drag(event), { signal });
    document.addEventListener("dragleave", (event) => drag(event), { signal });
    document.addEventListener("drop", (event) => drag(event), { signal });
    return () => aborter.abort();
  }, []);
  return isDragging;
}

const EDITABLE = "input, textarea, [contenteditable]";
