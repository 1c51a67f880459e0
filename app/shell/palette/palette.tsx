import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { useNavigate, useRouteLoaderData } from "react-router";
import { useBrand } from "#app/ui/brand.tsx";
import { useModal } from "#app/ui/use-modal.ts";
import type { FolderOption } from "../conversation-actions.tsx";
import type { SidebarConversation } from "../sidebar/conversation-row.tsx";
import { type Entry, lastUsed, matching, noteUse, placesOf } from "./entries.ts";

interface PaletteProps {
  onClose(): void;
  /** Carries out an entry without a path. */
  onAction(key: string): void;
}

const PAUSE_MS = 80;

/** Finds conversations, messages, tasks, folders, pages and actions, and opens them, by the keyboard alone. */
export default function Palette({ onClose, onAction }: PaletteProps) {
  const dialog = useModal();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { entries, isSearching } = useEntries(typed);
  const navigate = useNavigate();
  const chosen = Math.min(at, entries.length - 1);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    noteUse(entry.key);
    dialog.current?.close();
    if (entry.path === undefined) onAction(entry.key);
    else void navigate(entry.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(entries[chosen]);
    }
  };
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [id, chosen]);
  return (
    <dialog ref={dialog} onClose={onClose} aria-label="Go to" data-palette className="palette">
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={entries.length > 0 ? `${id}-${chosen}` : undefined}
        aria-label="Find conversations, messages, tasks, pages"
        placeholder="Find conversations, messages, tasks, pages…"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="w-full border-b border-line bg-transparent px-4 py-3 outline-none"
      />
      <div id={`${id}-list`} role="listbox" aria-label="Results" className="max-h-[60vh] overflow-y-auto p-2">
        {entries.map((entry, index) => (
          <div key={`${entry.group} ${entry.key}`}>
            {entries[index - 1]?.group !== entry.group && (
              <div role="presentation" className="px-2 pt-2 pb-1 text-xs font-medium text-muted">
                {entry.group}
              </div>
            )}
            {/* The keys are the combobox's. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
            <div
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onClick={() => choose(entry)}
              onMouseMove={() => setAt(index)}
              className={`flex cursor-pointer items-baseline gap-3 rounded-lg px-2 py-2 text-sm ${index === chosen ? "bg-selected" : ""}`}
            >
              <span className="min-w-0 flex-1 truncate" dir="auto">
                <Label entry={entry} />
              </span>
              {entry.detail && (
                <span className="max-w-48 flex-none truncate text-xs text-muted">{entry.detail}</span>
              )}
            </div>
          </div>
        ))}
      </div>
      <p role="status" className="px-4 pb-3 text-sm text-muted empty:hidden">
        {entries.length === 0 ? (isSearching ? "Searching…" : `Nothing matches “${typed.trim()}”.`) : ""}
      </p>
    </dialog>
  );
}

function Label({ entry }: { entry: Entry }) {
  if (!entry.pieces) return entry.label;
  return entry.pieces.map(({ text, isHit }, index) =>
    // Pieces have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}

interface ShellData {
  conversations: SidebarConversation[];
  pinned: SidebarConversation[];
  folders: FolderOption[];
}

/** What matches: known entries at once, and what the server finds a moment later. */
function useEntries(typed: string): { entries: Entry[]; isSearching: boolean } {
  const shell = useRouteLoaderData<ShellData>("routes/shell");
  const [found, setFound] = useState<{ q: string; entries: Entry[] }>({ q: "", entries: [] });
  const q = typed.trim();
  useEffect(() => {
    if (q === "") return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/palette?q=${encodeURIComponent(q)}`, { signal: abort.signal })
        .then((response) => (response.ok ? response.json() : { entries: [] }))
        .then(({ entries }: { entries: Entry[] }) => setFound({ q, entries }))
        .catch(() => {
          // Without the server, the palette has what the page knows.
          if (!abort.signal.aborted) setFound({ q, entries: [] });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);
  const { conversations = [], pinned = [], folders = [] } = shell ?? {};
  const pages = placesOf(useBrand());
  const recent: Entry[] = [...pinned, ...conversations].map(({ id, title }) => ({
    key: `/chat/${id}`,
    group: "Conversations",
    label: title ?? "Untitled",
    path: `/chat/${id}`,
  }));
  const places: Entry[] = folders.map(({ id, name }) => ({
    key: `/history?folder=${id}`,
    group: "Folders",
    label: name,
    path: `/history?folder=${id}`,
  }));
  if (q === "") {
    const known = new Map([...recent, ...places, ...pages].map((entry) => [entry.key, entry]));
    const used = lastUsed().flatMap((key): Entry[] => {
      const entry = known.get(key);
      return entry ? [{ ...entry, group: "Last used" }] : [];
    });
    return {
      entries: [...used, ...recent.slice(0, 6), ...places.slice(0, 6), ...pages],
      isSearching: false,
    };
  }
  const isCurrent = found.q === q;
  // What an earlier text has found stays until the answer for this one is there, so that the list doesn't flicker.
  const titles = new Set(found.entries.map(({ key }) => key));
  const near = matching(q, recent).filter(({ key }) => !titles.has(key));
  const entries = [...matching(q, [...places, ...pages]).slice(0, 4), ...found.entries, ...near.slice(0, 5)];
  const order: Entry["group"][] = ["Conversations", "Messages", "Tasks", "Folders", "Pages", "Actions"];
  const sorted = order.flatMap((group) => entries.filter((entry) => entry.group === group));
  return { entries: sorted, isSearching: !isCurrent };
}
