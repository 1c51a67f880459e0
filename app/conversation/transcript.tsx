import { useEffect, useMemo, type ReactNode } from "react";
import { END_SENTENCES } from "#app/chatkit/answer-end.ts";
import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { StructuredInputSubmission } from "#app/chatkit/protocol/structured-input.ts";
import { late, ready } from "#app/ui/late.tsx";
import type { ConversationState } from "./client/conversation-state.ts";
import { placesOf } from "./client/turn-places.ts";
import { ContinueHere } from "./items/continue-here.tsx";
import { VersionSwitch } from "./items/versions.ts";
import { Activity } from "./items/activity.tsx";
import { AssistantMessage } from "./items/assistant-message.tsx";
import { MessageActions } from "./items/message-actions.tsx";
import { Picture } from "./items/picture.tsx";
import { Sources } from "./items/sources.tsx";
import { UserMessage } from "./items/user-message.tsx";

const loadWidget = async () => (await import("./items/widget/widget.tsx")).Widget;
const loadQuestions = async () => (await import("./items/questions.tsx")).Questions;
const Questions = import.meta.env.SSR ? ready(await loadQuestions()) : late(loadQuestions);
const Widget = import.meta.env.SSR ? ready(await loadWidget()) : late(loadWidget);

interface TranscriptProps {
  state: ConversationState;
  /** Ids of the items whose markup came with the document. */
  storedIds: ReadonlySet<string>;
  /** Id of the message that the URL points to. */
  target: string | null;
  /** The view begins in the middle, which needs the real heights of the items. */
  isLaidOut: boolean;
  sendKey: string;
  onRetry(message: UserMessageItem, text?: string): Promise<boolean>;
  onAction(itemId: string, action: Action, options: { streaming?: boolean | undefined }): Promise<boolean>;
  onSubmit(itemId: string, submission: StructuredInputSubmission): void;
}

/**
 * The newest items are always laid out, because they make up the first screen. Layout of older ones is
 * deferred.
 */
const ALWAYS_LAID_OUT = 12;

/** A conversation's items, oldest first. */
export function Transcript(props: TranscriptProps) {
  const { state, target, isLaidOut } = props;
  const { items, busy } = state;
  // Before the first one is answered.
  useEffect(() => {
    for (const load of [loadWidget, loadQuestions]) load().catch(() => undefined);
  }, []);
  const places = useMemo(() => placesOf(items), [items]);
  const last = [...places.keys()].at(-1);
  const newestQuestion = items.findLast(({ type }) => type === "user_message");
  return (
    <ol className="mx-auto flex w-full max-w-(--column) flex-col px-4" aria-label="Messages">
      {items.map((item, index) => {
        const isLast = item.id === last;
        const isRunning = busy && isLast;
        const place = places.get(item.id);
        const body = renderBody(item, { ...props, isRunning, isNewestQuestion: item === newestQuestion });
        // Scrolling to a message needs the real heights of the items around it.
        const isLayoutDeferred = target === null && !isLaidOut && index < items.length - ALWAYS_LAID_OUT;
        if (!body && !place?.lastAnswer) return null;
        return (
          <li
            key={item.id}
            id={item.id}
            data-item
            data-type={item.type}
            data-target={item.id === target || undefined}
            className={`group/message scroll-mt-16 first:mt-0 ${place?.continuesTurn ? "mt-4" : "mt-9"} ${isLayoutDeferred ? "laid-out-late" : ""}`}
          >
            {!place?.continuesTurn && (
              <h2 className="sr-only">
                {item.type === "user_message" ? "You said:" : "The assistant said:"}
              </h2>
            )}
            {body}
            {item.type === "assistant_message" && item.ended && (
              <p className="mt-2 text-sm text-muted">{END_SENTENCES[item.ended]}</p>
            )}
            {item.type === "assistant_message" && !isRunning && <Sources item={item} />}
            {place?.endsTurn && !place.lastAnswer && !isRunning && versionsOf(place.first, state)}
            {place?.lastAnswer && !isRunning && (
              <MessageActions
                item={place.lastAnswer}
                storedFeedback={state.feedback[place.lastAnswer.id] ?? null}
                isNewest={isLast && !state.hasLater}
                onRetry={onRetryOf(place.question, props)}
                continuing={<ContinueHere itemId={item.id} />}
                versions={versionsOf(place.first, state)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What leads to the other versions of the item, or of the answer that begins with it. */
function versionsOf(itemId: string, { versions, busy }: ConversationState): ReactNode {
  const own = versions[itemId];
  return own && <VersionSwitch versions={own} itemId={itemId} disabled={busy} />;
}

const onRetryOf = (question: UserMessageItem | undefined, { state, onRetry }: TranscriptProps) =>
  state.busy || !question ? undefined : () => void onRetry(question);

interface BodyProps extends TranscriptProps {
  isRunning: boolean;
  isNewestQuestion: boolean;
}

function renderBody(item: ThreadItem, props: BodyProps): ReactNode {
  const { state, storedIds, isRunning } = props;
  const { busy } = state;
  switch (item.type) {
    case "user_message": {
      const canEdit = props.isNewestQuestion && !busy && !state.hasLater;
      return (
        <UserMessage
          item={item}
          onEdit={canEdit ? (text) => props.onRetry(item, text) : undefined}
          versions={versionsOf(item.id, state)}
        />
      );
    }
    case "assistant_message":
      return <AssistantMessage item={item} html={state.html[item.id]} streamed={!storedIds.has(item.id)} />;
    case "workflow":
    case "task":
      return <Activity item={item} isRunning={isRunning} />;
    case "generated_image":
      return item.image || isRunning ? <Picture item={item} isRunning={isRunning} /> : null;
    case "structured_input":
      return (
        <Questions
          item={item}
          sendKey={props.sendKey}
          onSubmit={busy ? undefined : (submission) => props.onSubmit(item.id, submission)}
        />
      );
    case "widget":
      return (
        <Widget
          item={item}
          html={state.html[item.id]}
          sendKey={props.sendKey}
          onAction={busy ? undefined : (action, options) => props.onAction(item.id, action, options)}
        />
      );
    case "client_tool_call":
    case "end_of_turn":
    case "hidden_context_item":
    case "sdk_hidden_context":
      return null;
  }
}
