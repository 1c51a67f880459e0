import { useBrand } from "#app/ui/brand.tsx";
import type { SharedFile } from "#db/schema/index.ts";
import type { PageMessage, SharePage } from "./load-share.server.ts";
import { dateOf } from "./share-dates.ts";

/** Who looks at a share: its owner, a user with or without a sign-in. */
export type Reader = "owner" | "user" | "visitor";

interface SharedConversationProps {
  share: SharePage;
  reader: Reader;
  /** The page on which the owner manages the shares of the conversation. */
  manageUrl: string | null;
  /** Names one press of "Continue", so that a second one leads to the same copy. */
  copyKey: string;
  timeZone: string;
}

/** A shared conversation: a page to read, without a script. */
export function SharedConversation(props: SharedConversationProps) {
  const { share, timeZone } = props;
  return (
    <main className="shared mx-auto flex min-h-dvh w-full max-w-(--column) flex-col px-4 pb-16">
      <header className="border-b border-line pt-6 pb-5">
        <a href="/" className="mb-4 inline-block text-sm font-semibold text-accent hover:underline">
          {useBrand().name}
        </a>
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{share.title}</h1>
        <p className="mt-2 text-sm text-muted">
          {share.author === null ? "Shared on " : `Shared by ${share.author} on `}
          <time dateTime={share.createdAt}>{dateOf(share.createdAt, timeZone)}</time>. A copy of a
          conversation with an assistant, as it was then.
        </p>
      </header>
      <Pages share={share} />
      <ol className="flex-1" aria-label="Messages">
        {share.messages.map((message, index) => (
          // The messages of a share never change, so an index is a stable key.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="mt-9 first:mt-8">
            <h2 className="sr-only">{message.role === "user" ? "The user said:" : "The assistant said:"}</h2>
            <Message message={message} shareId={share.id} />
          </li>
        ))}
      </ol>
      <Pages share={share} />
      <Continue {...props} />
    </main>
  );
}

function Message({ message, shareId }: { message: PageMessage; shareId: string }) {
  const { role, text, html, note, sources = [], files = [] } = message;
  if (role === "user") {
    return (
      <div className="flex flex-col items-end gap-2">
        <Files shareId={shareId} files={files} />
        {text.trim() !== "" && (
          <p className="max-w-[70%] rounded-3xl bg-bubble px-4 py-2 [overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:plaintext] print:border forced-colors:border">
            {text}
          </p>
        )}
      </div>
    );
  }
  if (text.trim() === "" && files.length > 0) return <Files shareId={shareId} files={files} />;
  return (
    <>
      {html === null ? (
        <p className="rounded-xl border border-line px-4 py-3 [overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:plaintext]">
          {text}
        </p>
      ) : (
        <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      )}
      {note && <p className="mt-2 text-sm text-muted">{note}</p>}
      {sources.length > 0 && (
        <ul aria-label="Sources" className="mt-3 flex flex-wrap gap-2">
          {sources.map(({ title, url }) => (
            <li key={url} className="min-w-0">
              <a
                href={url}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="block h-8 max-w-72 truncate rounded-full border border-line px-3 text-sm/[1.875rem] text-muted hover:bg-hover hover:text-text"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The files of a message: pictures, which open in full size, and others, which are saved. */
function Files({ shareId, files }: { shareId: string; files: SharedFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul
      aria-label="Attached files"
      className="flex max-w-full flex-wrap items-end gap-2 in-[.items-end]:justify-end"
    >
      {files.map(({ id, name, kind }) => {
        const address = `/s/${shareId}/files/${id}`;
        return (
          <li key={id} className="max-w-full">
            {kind === "image" ? (
              <a href={address} target="_blank" rel="noreferrer" title={`Open ${name}`} className="block">
                <img
                  src={`${address}?preview=1`}
                  alt={name}
                  width={160}
                  height={160}
                  loading="lazy"
                  className="size-40 rounded-2xl border border-line bg-hover object-cover text-xs text-muted"
                />
              </a>
            ) : (
              <a
                href={`${address}?download=1`}
                download={name}
                dir="auto"
                className="block max-w-72 truncate rounded-2xl border border-line bg-raised px-4 py-2 hover:bg-hover"
              >
                {name}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Pages({ share: { earlier, later } }: { share: SharePage }) {
  if (earlier === null && later === null) return null;
  return (
    <nav aria-label="Pages" className="mt-8 flex justify-between gap-3 print:hidden">
      {earlier === null ? (
        <span />
      ) : (
        <a className="button" href={`?from=${earlier}`}>
          Earlier messages
        </a>
      )}
      {later !== null && (
        <a className="button" href={`?from=${later}`}>
          Later messages
        </a>
      )}
    </nav>
  );
}

function Continue({ share, reader, manageUrl, copyKey }: SharedConversationProps) {
  return (
    <footer className="mt-12 flex flex-wrap items-center gap-3 border-t border-line pt-5 print:hidden">
      {reader === "visitor" ? (
        <a className="button-primary" href={`/sign-in?next=${encodeURIComponent(`/s/${share.id}`)}`}>
          Sign in to continue with a copy
        </a>
      ) : (
        <form method="post" action={`/s/${share.id}`}>
          <input type="hidden" name="key" value={copyKey} />
          <button className="button-primary">Continue with a copy of my own</button>
        </form>
      )}
      {reader === "owner" && manageUrl !== null && (
        <a className="button" href={manageUrl}>
          Manage this share
        </a>
      )}
      <p className="text-sm text-muted">
        {reader === "owner"
          ? "This is what everybody sees who has the link. Your views aren’t counted."
          : "The copy is yours alone. What is shared here doesn’t change."}
      </p>
    </footer>
  );
}
