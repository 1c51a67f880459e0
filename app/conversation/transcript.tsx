import type { ReactNode } from "react";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { Activity } from "./items/activity.tsx";
import { AssistantMessage } from "./items/assistant-message.tsx";
import { MessageActions } from "./items/message-actions.tsx";
import { UserMessage } from "./items/user-message.tsx";
import { Widget } from "./items/widget/widget.tsx";

interface TranscriptProps {
  items: ThreadItem[];
  html: Record<string, string>;
  /** Ids of items whose markup came with the document. */
  stored: ReadonlySet<string>;
  interrupted: ReadonlySet<string>;
  feedback: Record<string, "positive" | "negative">;
  busy: boolean;
  onRetry(itemId: string): void;
  onAction(itemId: string, action: Action): void;
}

/** A conversation's items, oldest first. */
export function Transcript(props: TranscriptProps) {
  const { items, html, stored, interrupted, feedback, busy, onRetry, onAction } = props;
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
          onAction={busy ? undefined : onAction}
          actions={
            item.type === "assistant_message" && !(busy && item.id === newest) ? (
              <MessageActions
                item={item}
                opinion={feedback[item.id] ?? null}
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
  /** Undefined while nothing can be done. */
  onAction: TranscriptProps["onAction"] | undefined;
  actions: ReactNode;
}

function Entry({ item, html, streamed, cutShort, onAction, actions }: EntryProps) {
  const body =
    item.type === "widget" ? (
      <Widget item={item} onAction={onAction && ((action) => onAction(item.id, action))} />
    ) : (
      bodyOf(item, html, streamed)
    );
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
    case "generated_image":
      return item.image ? (
        <img src={item.image.url} alt="Generated" className="max-w-full rounded-2xl" />
      ) : null;
    case "structured_input":
      return <p className="text-muted">{item.inputs.map(({ question }) => question).join(" ")}</p>;
    case "widget":
    case "client_tool_call":
    case "end_of_turn":
    case "hidden_context_item":
    case "sdk_hidden_context":
      return null;
  }
}
