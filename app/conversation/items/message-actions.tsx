import { Check, Copy, RotateCcw, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { fetchWithSecret } from "../client/credentials.ts";

type Opinion = "positive" | "negative";

interface MessageActionsProps {
  item: AssistantMessageItem;
  /** What was thought of it when the page was loaded. */
  opinion: Opinion | null;
  /** Shown without hovering: the newest answer's. */
  always: boolean;
  disabled: boolean;
  onRetry(itemId: string): void;
}

/**
 * Copy, thumbs and retry beneath an answer. They need a script, so a document keeps nothing but their place,
 * which a page without one doesn't show.
 */
export function MessageActions(props: MessageActionsProps) {
  const isHydrated = useHydrated();
  return (
    <div
      className={`needs-script -ms-1.5 mt-1.5 flex h-8 gap-0.5 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 ${props.always ? "" : "opacity-0"}`}
    >
      {isHydrated && <Actions {...props} />}
    </div>
  );
}

function Actions({ item, opinion, always, disabled, onRetry }: MessageActionsProps) {
  const [copied, setCopied] = useState(false);
  const [feedback, setFeedback] = useState(opinion);

  const copy = async () => {
    await navigator.clipboard.writeText(item.content.map((part) => part.text).join("\n\n"));
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const rate = async (kind: Opinion) => {
    const before = feedback;
    setFeedback(kind);
    const saved = await sendFeedback(item, kind).catch(() => false);
    if (!saved) setFeedback(before);
  };

  return (
    <>
      <Action label={copied ? "Copied" : "Copy"} onClick={copy}>
        {copied ? <Check size={16} /> : <Copy size={16} />}
      </Action>
      <Action label="Good answer" pressed={feedback === "positive"} onClick={() => rate("positive")}>
        <ThumbsUp size={16} fill={feedback === "positive" ? "currentColor" : "none"} />
      </Action>
      <Action label="Bad answer" pressed={feedback === "negative"} onClick={() => rate("negative")}>
        <ThumbsDown size={16} fill={feedback === "negative" ? "currentColor" : "none"} />
      </Action>
      {always && (
        <Action label="Try again" disabled={disabled} onClick={() => onRetry(item.id)}>
          <RotateCcw size={16} />
        </Action>
      )}
    </>
  );
}

interface ActionProps {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

function Action({ label, pressed, disabled, onClick, children }: ActionProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

async function sendFeedback(item: AssistantMessageItem, kind: Opinion): Promise<boolean> {
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
