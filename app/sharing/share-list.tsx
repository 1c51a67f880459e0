import { useState } from "react";
import { Form } from "react-router";
import { announce } from "#app/ui/announce.ts";
import { copyText } from "#app/ui/browser.ts";
import { dateOf } from "./share-dates.ts";

/** A share as its owner's lists show it. */
export interface ListedShare {
  id: string;
  conversationId: string;
  title: string;
  author: string | null;
  length: number;
  hasFiles: boolean;
  views: number;
  createdAt: string;
  expiresAt: string | null;
  isOver: boolean;
  /** The public address. */
  url: string;
}

interface ShareListProps {
  shares: ListedShare[];
  timeZone: string;
  /** Whether the shares are those of one conversation: their copies can then be renewed. */
  ofOne?: boolean;
}

/** Shares with their views, their end and what can be done with them. */
export function ShareList({ shares, timeZone, ofOne = false }: ShareListProps) {
  return (
    <ul className="space-y-3">
      {shares.map((share) => (
        <li key={share.id} className="space-y-3 rounded-xl border border-line p-4">
          <div>
            {ofOne ? (
              <h3 className="font-medium">Copy of {dateOf(share.createdAt, timeZone)}</h3>
            ) : (
              <h2 className="font-medium wrap-anywhere">{share.title}</h2>
            )}
            <p className="text-sm text-muted">{factsOf(share, timeZone, ofOne)}</p>
          </div>
          {!share.isOver && <Address share={share} />}
          <div className="flex flex-wrap gap-2">
            {!share.isOver && (
              <a href={`/s/${share.id}`} className="button" target="_blank" rel="noreferrer">
                Open
              </a>
            )}
            {ofOne && !share.isOver && (
              <Form method="post">
                <input type="hidden" name="share" value={share.id} />
                {share.author !== null && <input type="hidden" name="name" value="on" />}
                {share.hasFiles && <input type="hidden" name="files" value="on" />}
                <button name="intent" value="update" className="button">
                  Update to now
                </button>
              </Form>
            )}
            {!ofOne && (
              <a href={`/chat/${share.conversationId}/share`} className="button">
                Manage
              </a>
            )}
            <Form method="post">
              <input type="hidden" name="share" value={share.id} />
              <button
                name="intent"
                value="revoke"
                className="button text-danger"
                aria-label={`Revoke the share of “${share.title}” of ${dateOf(share.createdAt, timeZone)}`}
              >
                Revoke
              </button>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  );
}

function factsOf(share: ListedShare, timeZone: string, ofOne: boolean): string {
  const { views, length, author, expiresAt, isOver } = share;
  const end = expiresAt && `${isOver ? "ended" : "ends"} on ${dateOf(expiresAt, timeZone)}`;
  return [
    ...(ofOne ? [] : [dateOf(share.createdAt, timeZone)]),
    `${length} ${length === 1 ? "message" : "messages"}`,
    `${views} ${views === 1 ? "view" : "views"}`,
    author === null ? "without your name" : `with your name (${author})`,
    ...(share.hasFiles ? ["with files"] : []),
    end ?? "no end date",
  ].join(" · ");
}

function Address({ share }: { share: ListedShare }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const hasCopied = await copyText(share.url);
    setCopied(hasCopied);
    announce(hasCopied ? "Copied" : "The browser doesn’t let this page copy.");
  };
  return (
    <div className="flex gap-2">
      <input
        readOnly
        value={share.url}
        aria-label={`Public link to “${share.title}”`}
        className="field min-w-0 font-mono text-sm"
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className="button needs-script min-h-10" onClick={() => void copy()}>
        {isCopied ? "Copied" : "Copy link"}
      </button>
    </div>
  );
}
