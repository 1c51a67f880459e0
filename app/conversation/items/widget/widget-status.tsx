import type { WidgetStatus } from "#app/chatkit/protocol/widget-types.ts";
import { WidgetIcon } from "./widget-icon.tsx";

/** The status line above a card or list. Like any image, a favicon is shown only if it is a `data:` URL. */
export function WidgetStatusLine({ status }: { status: WidgetStatus }) {
  return (
    <p className="flex items-center gap-2 border-b border-line px-4 py-2 text-sm text-muted">
      <StatusMark status={status} />
      <span className="min-w-0 truncate">{status.text}</span>
    </p>
  );
}

export function StatusMark({ status }: { status: WidgetStatus }) {
  if ("icon" in status && status.icon) return <WidgetIcon name={status.icon} size="sm" />;
  if (!("favicon" in status) || !/^data:image\//i.test(status.favicon ?? "")) return null;
  const frame = status.frame ? "rounded-full border border-line bg-surface p-0.5" : "";
  return <img src={status.favicon} alt="" width={16} height={16} className={`flex-none ${frame}`} />;
}
