import { Paperclip } from "lucide-react";
import { useId, type RefObject } from "react";
import type { AttachmentOptions } from "#app/chat/composer-options.ts";

interface FilePickerProps {
  pickerRef: RefObject<HTMLInputElement | null>;
  options: AttachmentOptions;
}

/**
 * The form's file field, drawn as a paperclip. Without a script it is drawn as it is, since it alone says then which files
 * were chosen.
 */
export function FilePicker({ pickerRef, options: { accept } }: FilePickerProps) {
  const id = useId();
  return (
    <>
      <input
        ref={pickerRef}
        id={id}
        type="file"
        name="files"
        multiple
        accept={[...Object.keys(accept), ...Object.values(accept).flat()].join()}
        className="peer sr-only noscript:not-sr-only noscript:order-last noscript:w-full noscript:text-sm file:me-3 file:rounded-full file:border file:border-line file:px-3 file:py-1.5"
      />
      <label
        htmlFor={id}
        title="Attach files"
        className="flex size-9 flex-none cursor-pointer items-center justify-center rounded-full text-muted noscript:hidden peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:bg-hover hover:text-text"
      >
        <Paperclip size={18} aria-hidden />
        <span className="sr-only">Attach files</span>
      </label>
    </>
  );
}
