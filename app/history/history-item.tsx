import { Archive, Pin } from "lucide-react";
import type { KeyboardEvent, MouseEvent } from "react";
import { Link } from "react-router";
import { openRowMenu, RowMenuButton } from "#app/shell/row-menu-button.tsx";
import type { Piece } from "./excerpt.server.ts";
import type { HistoryRow } from "./history-rows.ts";
import type { HistoryData } from "./load-history.server.ts";

interface HistoryItemProps {
  row: HistoryRow;
  folders: HistoryData["folders"];
  view: HistoryData["view"];
}

/** The form that the boxes of all rows belong to. */
export const BULK_FORM = "change-several";

/** A conversation of the history: a box to select it, a link with an excerpt, and its menu. */
export function HistoryItem({ row, folders, view }: HistoryItemProps) {
  const name = row.title ?? "Untitled";
  const isDeleted = view.in === "deleted";
  const folder = folders.find(({ id }) => id === row.folderId);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => void openRowMenu(event);
  const text = (
    <>
      <span className="flex items-baseline gap-2">
        {row.isPinned && (
          <Pin size={14} role="img" aria-label="Pinned" className="flex-none self-center text-muted" />
        )}
        {row.isArchived && (
          <Archive size={14} role="img" aria-label="Archived" className="flex-none self-center text-muted" />
        )}
        <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
          {row.marked ? <Marked pieces={row.marked} /> : name}
        </span>
        <time dateTime={row.updatedAt} className="flex-none text-sm text-muted">
          {row.when}
        </time>
      </span>
      {row.excerpt.length > 0 && (
        <span className="line-clamp-2 text-sm text-muted" dir="auto">
          <Marked pieces={row.excerpt} />
        </span>
      )}
      <span className="flex gap-2 text-xs text-muted">
        {row.detail}
        {folder && <span>in {folder.name}</span>}
      </span>
    </>
  );
  return (
    <li className="history-row relative flex items-start gap-1 rounded-lg ps-1 pe-10 hover:bg-hover">
      <label className="flex size-9 flex-none items-center justify-center pointer-coarse:size-11">
        <input
          type="checkbox"
          name="id"
          value={row.id}
          form={BULK_FORM}
          aria-label={`Select “${name}”`}
          onClick={selectRange}
          className="size-4 accent-accent"
        />
      </label>
      {isDeleted ? (
        <div className="block min-w-0 flex-1 py-2">{text}</div>
      ) : (
        <Link
          to={row.path}
          data-preview={row.path.includes("?") ? undefined : true}
          onKeyDown={onKeyDown}
          className="block min-w-0 flex-1 rounded-lg py-2"
        >
          {text}
        </Link>
      )}
      {!isDeleted && <RowMenuButton conversation={row} className="absolute end-1 top-1.5" />}
    </li>
  );
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, isHit }, index) =>
    // Pieces have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}

let lastClicked: HTMLInputElement | null = null;

/** With Shift, the boxes between the last one and this one get its state. */
function selectRange(event: MouseEvent<HTMLInputElement>): void {
  const box = event.currentTarget;
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[form="${BULK_FORM}"]`)];
  const [from, to] = [lastClicked ? boxes.indexOf(lastClicked) : -1, boxes.indexOf(box)];
  if (event.shiftKey && from >= 0) {
    for (const other of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) other.checked = box.checked;
  }
  lastClicked = box;
}
