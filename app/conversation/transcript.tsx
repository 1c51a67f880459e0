import type { ReactNode } from "react";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { Activity } from "./items/activity.tsx";
import { AssistantMessage } from "./items/assistant-message.tsx";
import { MessageActions } from "./items/message-actions.tsx";
import { UserMessage } from "./items/user-message.tsx";
import { Widget } from "./items/widget.tsx";

interface TranscriptProps {
  items: ThreadItem[];
  html: Record<string, string>;
  /** Ids of items whose markup came with the document. */
  stored: ReadonlySet<string>;
  interrupted: ReadonlySet<string>;
  busy: boolean;
  onRetry(itemId: string): void;
}

/** A conversation's items, oldest first. */
export function Transcript({ items, html, stored, interrupted, busy, onRetry }: TranscriptProps) {
  const newestAnswer = items.findLast(({ type }) => type === "assistant_message")?.id;
  const newest = items.at(-1)?.id;
  return (
    <ol className="mx-auto flex w-full max-w-(--column) flex-col px-4" aria-label="Messages">
      {items.map((item) => (
        <Entry
          key={item.id}
          item={item}
          html={html[item.id]}
          streamed={!stored.has(item.id)}
          cutShort={interrupted.has(item.id)}
          actions={
            item.type === "assistant_message" && !(busy && item.id === newest) ? (
              <MessageActions
                item={item}
                always={item.id === newestAnswer}
                disabled={busy}
                onRetry={onRetry}
              />
            ) : null
          }
        />
      ))}
    </ol>
  );
}

interface EntryProps {
  item: ThreadItem;
  html: string | undefined;
  streamed: boolean;
  cutShort: boolean;
  actions: ReactNode;
}

function Entry({ item, html, streamed, cutShort, actions }: EntryProps) {
  const body = bodyOf(item, html, streamed);
  if (!body) return null;
  const mine = item.type === "user_message";
  return (
    <li
      id={item.id}
      className={`group/message scroll-mt-16 ${mine ? "mt-9 first:mt-0" : "mt-9"}`}
      data-type={item.type}
    >
      <span className="sr-only">{mine ? "You said:" : "The assistant said:"}</span>
      {body}
      {cutShort && <p className="mt-2 text-sm text-muted">The answer was interrupted here.</p>}
      {actions}
    </li>
  );
}

function bodyOf(item: ThreadItem, html: string | undefined, streamed: boolean): ReactNode {
  switch (item.type) {
    case "user_message":
      return <UserMessage item={item} />;
    case "assistant_message":
      return <AssistantMessage item={item} html={html} streamed={streamed} />;
    case "workflow":
    case "task":
      return <Activity item={item} />;
    case "widget":
      return <Widget item={item} />;
    case "generated_image":
      return item.image ? (
        <img src={item.image.url} alt="Generated" className="max-w-full rounded-2xl" />
      ) : null;
    case "structured_input":
      return <p className="text-muted">{item.inputs.map(({ question }) => question).join(" ")}</p>;
    case "client_tool_call":
    case "end_of_turn":
    case "hidden_context_item":
    case "sdk_hidden_context":
      return null;
  }
}
