import { Download, FileText } from "lucide-react";
import { useState, type MouseEvent } from "react";
import type { Attachment, ImageAttachment } from "#app/chatkit/protocol/attachments.ts";
import { announce } from "#app/ui/announce.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";

/** The files of a message: pictures, which open in full size, and others, which are saved. */
export function MessageFiles({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <ul
      aria-label="Attached files"
      className="flex max-w-full flex-wrap items-end justify-end gap-2 pb-1 sm:max-w-[70%]"
    >
      {attachments.map((attachment) => (
        <li key={attachment.id} className="max-w-full">
          {attachment.type === "image" ? (
            <PictureChip picture={attachment} />
          ) : (
            <FileChip file={attachment} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Of one size, since the picture's own isn't known before it is loaded. */
function PictureChip({ picture }: { picture: ImageAttachment }) {
  const { id, name, preview_url, download_url } = picture;
  const [fresh, setFresh] = useState<string>();
  return (
    <div className="group/picture relative size-40 overflow-hidden rounded-2xl border border-line bg-hover">
      <a
        href={download_url?.replace("download=1&", "")}
        target="_blank"
        rel="noreferrer"
        title={`Open ${name}`}
        onClick={(event) => saveExpired(event, picture)}
        className="block size-full rounded-2xl focus-visible:-outline-offset-2"
      >
        <img
          src={fresh ?? preview_url}
          alt={name}
          width={160}
          height={160}
          loading="lazy"
          decoding="async"
          className="size-full object-cover text-xs text-muted"
          onError={() => {
            // Its address is over.
            if (fresh === undefined) void readFile(id, "?preview=1").then(setFresh, () => undefined);
          }}
        />
      </a>
      {download_url && (
        <a
          href={download_url}
          download={name}
          aria-label={`Download ${name}`}
          title="Download"
          onClick={(event) => saveExpired(event, picture)}
          className="icon-button absolute end-1 top-1 bg-raised! opacity-0 transition-opacity group-hover/picture:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        >
          <Download size={16} aria-hidden />
        </a>
      )}
    </div>
  );
}

function FileChip({ file }: { file: Attachment }) {
  const { name, download_url } = file;
  return (
    <a
      href={download_url}
      download={name}
      title={`Download ${name}`}
      onClick={(event) => saveExpired(event, file)}
      className="flex w-60 max-w-full items-center gap-2 rounded-2xl border border-line bg-raised p-1.5 pe-3 hover:bg-hover"
    >
      <span className="flex size-10 flex-none items-center justify-center rounded-xl bg-hover text-muted">
        <FileText size={20} aria-hidden />
      </span>
      <span className="min-w-0 text-sm leading-5">
        <span className="block truncate" dir="auto">
          {name}
        </span>
        <span className="block text-xs text-muted">{kindOf(file)}</span>
      </span>
    </a>
  );
}

/** In one word, by the name, else by the media type. */
function kindOf({ name, mime_type }: Attachment): string {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return extension?.toUpperCase() ?? (mime_type.startsWith("text/") ? "Text" : "File");
}

/** In a page that is open for long, addresses are over: then the file is read with the page's own permission. */
function saveExpired(event: MouseEvent<HTMLAnchorElement>, { id, name }: Attachment): void {
  const expires = new URL(event.currentTarget.href || location.href).searchParams.get("expires");
  if (expires === null || Number(expires) * 1000 > Date.now()) return;
  event.preventDefault();
  const save = (href: string) => {
    const link = Object.assign(document.createElement("a"), { href, download: name });
    link.click();
  };
  readFile(id, "").then(save, () => announce(`${name} can’t be read right now. Reload the page.`));
}

/** A local address of a file's bytes. */
async function readFile(id: string, query: string): Promise<string> {
  const response = await fetchWithSecret(`/api/chatkit/attachments/${id}/content${query}`);
  if (!response.ok) throw new Error(`file: ${response.status}`);
  return URL.createObjectURL(await response.blob());
}
