import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";

/** What somebody wrote: plain text, right-aligned, in the measures of ChatKit. */
export function UserMessage({ item }: { item: UserMessageItem }) {
  return (
    <div className="flex flex-col items-end gap-1">
      {item.quoted_text && (
        <blockquote className="max-w-[85%] border-e-2 border-line pe-3 text-end text-sm text-muted">
          {item.quoted_text}
        </blockquote>
      )}
      <p className="max-w-[85%] rounded-3xl bg-bubble px-4 py-2 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {item.content.map((part, index) =>
          part.type === "input_text" ? (
            part.text
          ) : (
            <span key={index} className="rounded-md bg-accent/10 px-1 text-accent">
              @{part.text}
            </span>
          ),
        )}
      </p>
    </div>
  );
}
