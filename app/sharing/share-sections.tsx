import { ShareForm } from "./share-form.tsx";
import { type ListedShare, ShareList } from "./share-list.tsx";

interface ShareSectionsProps {
  title: string | null;
  shares: ListedShare[];
  /** The name that a share may show; null for a guest. */
  viewerName: string | null;
  /** The conversation has files that can be shared too. */
  hasFiles: boolean;
  timeZone: string;
  /** The `intent` of the form that led here. */
  done: string | null;
  /** Why the last form was refused. */
  problem: string | undefined;
}

const DONE: Record<string, string> = {
  create: "The link is ready. Everybody who knows it can read this copy.",
  update: "The link now shows the conversation as it is.",
  revoke: "The share is revoked. Its link leads nowhere anymore.",
};

/** Shares of a conversation: what the last form did, the form for a new one, and those that there are. */
export function ShareSections(props: ShareSectionsProps) {
  const { title, shares, viewerName, hasFiles, timeZone, done, problem } = props;
  return (
    <>
      {problem === undefined && done !== null && DONE[done] && <p role="status">{DONE[done]}</p>}
      {problem !== undefined && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <section aria-labelledby="new" className="space-y-4">
        <h2 id="new" className="text-lg font-semibold wrap-anywhere">
          {title ?? "Untitled"}
        </h2>
        <p className="max-w-prose text-muted">
          A public link shows a copy of this conversation as it is now: your messages and the answers
          {hasFiles && ", and files only if you say so"}. What you write later isn’t in it. Everybody who
          knows the link can read it, until you revoke it or it ends.
        </p>
        <ShareForm viewerName={viewerName} hasFiles={hasFiles} />
      </section>
      {shares.length > 0 && (
        <section aria-labelledby="existing" className="space-y-4">
          <h2 id="existing" className="text-lg font-semibold">
            Links to this conversation
          </h2>
          <ShareList shares={shares} timeZone={timeZone} ofOne />
        </section>
      )}
    </>
  );
}
