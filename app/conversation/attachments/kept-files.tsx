import type { Attachment } from "#app/chatkit/protocol/attachments.ts";

/** The files of a form that was refused, in a page without a script: they are sent with it again, unless deselected. */
export function KeptFiles({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-4 px-4 pb-2 text-sm">
      <legend className="sr-only">Attached files</legend>
      {files.map(({ id, name }) => (
        <label key={id} className="flex min-h-8 max-w-full items-center gap-2">
          <input type="checkbox" name="attachment" value={id} defaultChecked />
          <span className="truncate">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
