import { CircleAlert, Info, X } from "lucide-react";
import type { NoticeEvent } from "#app/chatkit/protocol/events.ts";
import { Markdown } from "#app/markdown/markdown.tsx";

/** A notice from the server (a `notice` event), shown above the composer until the user dismisses it. */
export function Notice({ notice, onClose }: { notice: NoticeEvent; onClose(): void }) {
  const Icon = notice.level === "info" ? Info : CircleAlert;
  return (
    <div role="status" className="mx-auto mb-2 w-full max-w-[794px] px-3">
      <div className="flex items-start gap-3 rounded-2xl border border-line bg-raised px-4 py-2.5 text-sm">
        <Icon
          size={18}
          className={`mt-0.5 flex-none ${notice.level === "danger" ? "text-danger" : "text-muted"}`}
          aria-hidden
        />
        <div className="prose min-w-0 flex-1 text-sm">
          {notice.title && <p className="font-medium">{notice.title}</p>}
          <Markdown text={notice.message} />
        </div>
        <button type="button" className="icon-button -my-1.5 -me-2" aria-label="Dismiss" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
    </div>
  );
}
