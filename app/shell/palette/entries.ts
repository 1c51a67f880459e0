/** Something that the palette can open or do. */
export interface Entry {
  /** Identifies it among what was used last. */
  key: string;
  group: "Last used" | "Conversations" | "Messages" | "Tasks" | "Folders" | "Pages" | "Actions";
  label: string;
  /** Its title with what was typed marked, or an excerpt. */
  pieces?: { text: string; isHit: boolean }[];
  detail?: string;
  /** Where it leads; absent for an action. */
  path?: string;
}

/**
 * How well a text matches what was typed, letter by letter in its order: "nwch" matches "New chat". Higher is better;
 * letters at the beginnings of words and beside each other count more. Undefined for no match.
 */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const letters = normalised(typed).replaceAll(/\s+/g, "");
  const target = normalised(text);
  let score = 0;
  let from = 0;
  let last = -2;
  for (const letter of letters) {
    const beginning = beginningOfWord(target, letter, from);
    const next = target.indexOf(letter, from);
    if (next < 0) return undefined;
    const at = next === last + 1 || beginning === undefined ? next : beginning;
    score += at === last + 1 ? 3 : at === 0 || target[at - 1] === " " ? 2 : 0;
    score -= Math.min(at - from, 10) / 10;
    last = at;
    from = at + 1;
  }
  return score - target.length / 100;
}

const normalised = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();

function beginningOfWord(text: string, letter: string, from: number): number | undefined {
  if (from === 0 && text.startsWith(letter)) return 0;
  const at = text.indexOf(` ${letter}`, Math.max(0, from - 1));
  return at < 0 ? undefined : at + 1;
}

/** The entries that match, the best first; all of them, in their order, for a blank text. */
export function matching(typed: string, entries: readonly Entry[]): Entry[] {
  if (typed.trim() === "") return [...entries];
  return entries
    .flatMap((entry) => {
      const score = fuzzyScore(typed, entry.label);
      return score === undefined ? [] : [{ entry, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

const USED = "palette-used";
const MAX_USED = 6;

/** The keys of what was chosen last, newest first. Only keys are stored, so that nobody else reads titles there. */
export function lastUsed(): string[] {
  try {
    const keys: unknown = JSON.parse(localStorage.getItem(USED) ?? "[]");
    return Array.isArray(keys) ? keys.filter((key) => typeof key === "string").slice(0, MAX_USED) : [];
  } catch {
    return [];
  }
}

export function noteUse(key: string): void {
  const keys = [key, ...lastUsed().filter((other) => other !== key)].slice(0, MAX_USED);
  try {
    localStorage.setItem(USED, JSON.stringify(keys));
  } catch {
    // A browser that stores nothing has no list of what was used.
  }
}

/** Pages and actions that every user has. */
export const PLACES: readonly Entry[] = [
  { key: "/chat", group: "Pages", label: "New chat", path: "/chat" },
  { key: "/chat?temporary=1", group: "Pages", label: "New temporary chat", path: "/chat?temporary=1" },
  { key: "/tasks", group: "Pages", label: "Tasks: Today", path: "/tasks" },
  { key: "/tasks?view=upcoming", group: "Pages", label: "Tasks: Upcoming", path: "/tasks?view=upcoming" },
  { key: "/tasks?view=all", group: "Pages", label: "Tasks: All open", path: "/tasks?view=all" },
  { key: "/history", group: "Pages", label: "History", path: "/history" },
  { key: "/history?in=archived", group: "Pages", label: "Archive", path: "/history?in=archived" },
  { key: "/history?in=deleted", group: "Pages", label: "Recently deleted", path: "/history?in=deleted" },
  { key: "/history/import", group: "Pages", label: "Import conversations", path: "/history/import" },
  { key: "/settings", group: "Pages", label: "Settings", path: "/settings" },
  { key: "sidebar", group: "Actions", label: "Open or close the sidebar" },
  { key: "shortcuts", group: "Actions", label: "Show the keyboard shortcuts" },
];

/** The places of an app with or without a planner. */
export const placesOf = ({ hasTasks }: { hasTasks: boolean }): readonly Entry[] =>
  hasTasks ? PLACES : PLACES.filter(({ path }) => !path?.startsWith("/tasks"));
