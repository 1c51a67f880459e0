import { Check, Copy, Link2, RotateCcw, ThumbsDown, ThumbsUp, Volume2, VolumeX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import type { FeedbackKind } from "#app/chatkit/protocol/requests.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";
import { announce } from "#app/ui/announce.ts";
import { copyText } from "#app/ui/browser.ts";
import { useReadAloud } from "../voice/use-read-aloud.ts";
import { ActionButton } from "./action-button.tsx";
import { ConfirmRetry } from "./confirm-retry.tsx";
import { formattedText } from "./formatted-text.ts";

interface MessageActionsProps {
  item: AssistantMessageItem;
  /** The stored feedback when the page was loaded. */
  storedFeedback: FeedbackKind | null;
  /** The newest answer: its actions are always visible, and a retry takes no other messages from the screen. */
  isNewest: boolean;
  /** Undefined when the message can't be answered again now. */
  onRetry: (() => void) | undefined;
  /** The form that continues in a new conversation. */
  continuing: ReactNode;
  /** What leads to the answer's other versions. */
  versions: ReactNode;
}

/**
 * The buttons beneath an answer. Those that need a script are rendered after hydration, and an empty row of their
 * size before, which is hidden in pages without a script.
 */
export function MessageActions({ continuing, versions, ...props }: MessageActionsProps) {
  const isHydrated = useHydrated();
  const onHover = props.isNewest ? "" : WHILE_HOVERED;
  return (
    <div className="message-actions -ms-1.5 mt-1.5 flex h-8 items-center print:hidden">
      <div className={`needs-script flex min-w-42 ${onHover}`}>{isHydrated && <Actions {...props} />}</div>
      <div className={onHover}>{continuing}</div>
      {versions && <div className="ms-2">{versions}</div>}
    </div>
  );
}

/** Without a script, `while-hovered` shows it always. */
const WHILE_HOVERED =
  "while-hovered opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 pointer-coarse:opacity-100";

type ActionsProps = Omit<MessageActionsProps, "continuing" | "versions">;

function Actions({ item, storedFeedback, isNewest, onRetry }: ActionsProps) {
  const [copied, setCopied] = useState<"text" | "link">();
  const [feedback, setFeedback] = useState(storedFeedback);
  const [failure, setFailure] = useState<string>();
  const speech = useReadAloud(item.id, setFailure);
  const [isConfirming, setConfirming] = useState(false);

  const copy = async (what: "text" | "link", text: string, html?: string) => {
    // The browser may refuse access to the clipboard.
    if (!(await copyText(text, html))) return setFailure("The browser doesn’t let this page copy.");
    setCopied(what);
    announce("Copied");
    setTimeout(() => setCopied(undefined), 1500);
  };
  const rate = async (kind: FeedbackKind) => {
    const before = feedback;
    // A second press takes the rating back.
    const next = before === kind ? null : kind;
    setFeedback(next);
    const saved = await sendFeedback(item, next).catch(() => false);
    if (!saved) setFeedback(before);
  };

  return (
    <>
      <ActionButton
        label={copied === "text" ? "Copied" : "Copy"}
        onClick={() => copy("text", markdownOf(item), formattedText(item.id))}
      >
        {copied === "text" ? <Check size={16} /> : <Copy size={16} />}
      </ActionButton>
      <ActionButton label="Good answer" pressed={feedback === "positive"} onClick={() => rate("positive")}>
        <ThumbsUp size={16} fill={feedback === "positive" ? "currentColor" : "none"} />
      </ActionButton>
      <ActionButton label="Bad answer" pressed={feedback === "negative"} onClick={() => rate("negative")}>
        <ThumbsDown size={16} fill={feedback === "negative" ? "currentColor" : "none"} />
      </ActionButton>
      <ActionButton
        label="Try again"
        disabled={!onRetry}
        onClick={() => (isNewest ? onRetry?.() : setConfirming(true))}
      >
        <RotateCcw size={16} />
      </ActionButton>
      <ActionButton label={speech.isReading ? "Stop reading" : "Read aloud"} onClick={speech.toggle}>
        {speech.isReading ? <VolumeX size={16} /> : <Volume2 size={16} />}
      </ActionButton>
      <ActionButton
        label={copied === "link" ? "Copied" : "Copy link for yourself"}
        onClick={() => copy("link", permalink(item))}
      >
        {copied === "link" ? <Check size={16} /> : <Link2 size={16} />}
      </ActionButton>
      {failure && (
        <span role="status" className="self-center px-2 text-sm text-muted">
          {failure}
        </span>
      )}
      {isConfirming && onRetry && <ConfirmRetry onConfirm={onRetry} onClose={() => setConfirming(false)} />}
    </>
  );
}

const markdownOf = (item: AssistantMessageItem) => item.content.map((part) => part.text).join("\n\n");

/** A URL that opens the conversation at this message. */
function permalink({ id, thread_id }: AssistantMessageItem): string {
  return new URL(`/chat/${thread_id}?at=${id}#${id}`, location.origin).href;
}

/** Stores a rating, or takes it back for null. */
async function sendFeedback(item: AssistantMessageItem, kind: FeedbackKind | null): Promise<boolean> {
  if (kind === null) {
    const path = `/api/chatkit/threads/${item.thread_id}/items/${item.id}/feedback`;
    return (await fetchWithSecret(path, { method: "DELETE" })).ok;
  }
  const response = await fetchWithSecret("/api/chatkit", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      type: "items.feedback",
      params: { thread_id: item.thread_id, item_ids: [item.id], kind },
    }),
  });
  return response.ok;
}
