import { AtSign, Bell, CalendarDays, Flag, Hash, Timer, X, type LucideIcon } from "lucide-react";
import type { Preview, PreviewChip } from "./preview.ts";

const ICONS: Record<PreviewChip["kind"], LucideIcon> = {
  when: CalendarDays,
  priority: Flag,
  list: Hash,
  tag: AtSign,
  duration: Timer,
  remind: Bell,
};

interface PreviewLineProps {
  preview: Preview;
  /** Keeps the span that begins at this offset as words of the title. */
  onIgnore(start: number): void;
}

/** What is understood of a new task's line, as chips of which each can be taken back; or the tasks of several lines. */
export function PreviewLine({ preview, onIgnore }: PreviewLineProps) {
  if (preview.count > 1) return <PreviewList preview={preview} />;
  if (preview.chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Understood">
      {preview.chips.map(({ kind, start, words, label }) => {
        const Icon = ICONS[kind];
        return (
          <li key={`${kind}${start}`}>
            <button
              type="button"
              onClick={() => onIgnore(start)}
              aria-label={`${label}. Keep “${words}” as words instead`}
              title={`Keep “${words}” as words`}
              className="inline-flex min-h-7 items-center gap-1.5 rounded-md border border-line bg-hover px-2 text-sm hover:bg-selected"
            >
              <Icon size={14} className="flex-none text-accent" aria-hidden />
              {label}
              <X size={13} className="flex-none text-muted" aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function PreviewList({ preview: { count, lines } }: { preview: Preview }) {
  const more = count - lines.length;
  return (
    <div className="rounded-lg border border-line px-3 py-2 text-sm">
      <p className="font-medium">{count} tasks, one for each line</p>
      <ul className="mt-1 space-y-0.5 text-muted">
        {lines.map(({ title, facts }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no other identity.
          <li key={index} className="truncate">
            <span className="text-text">{title}</span>
            {facts && ` · ${facts}`}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}
