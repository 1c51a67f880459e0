/** A part of the user's tasks that the page shows. */
export type TaskView =
  | { kind: "today" | "upcoming" | "overdue" | "inbox" | "all" | "completed" }
  | { kind: "list" | "tag" | "search"; name: string };

/** The views that everybody has, in the order of their links. */
export const MAIN_VIEWS = ["today", "upcoming", "overdue", "inbox", "all", "completed"] as const;
export type MainView = (typeof MAIN_VIEWS)[number];

const TITLES: Record<MainView, string> = {
  today: "Today",
  upcoming: "Upcoming",
  overdue: "Overdue",
  inbox: "Inbox",
  all: "All open",
  completed: "Completed",
};

const MAX_NAME = 200;

/** The view that a query names; today for one that names none. */
export function viewOf(params: URLSearchParams): TaskView {
  for (const [kind, key] of [
    ["search", "q"],
    ["list", "list"],
    ["tag", "tag"],
  ] as const) {
    const name = params.get(key)?.trim().slice(0, MAX_NAME);
    if (name) return { kind, name };
  }
  const kind = MAIN_VIEWS.find((name) => name === params.get("view")) ?? "today";
  return { kind };
}

/** The address of a view. */
export function viewPath(view: TaskView, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...queryOf(view), ...more });
  return query.size > 0 ? `/tasks?${query}` : "/tasks";
}

function queryOf(view: TaskView): Record<string, string> {
  switch (view.kind) {
    case "search":
      return { q: view.name };
    case "list":
      return { list: view.name };
    case "tag":
      return { tag: view.name };
    case "today":
      return {};
    default:
      return { view: view.kind };
  }
}

export function viewTitle(view: TaskView): string {
  switch (view.kind) {
    case "search":
      return `“${view.name}”`;
    case "list":
      return view.name;
    case "tag":
      return `@${view.name}`;
    default:
      return TITLES[view.kind];
  }
}

export const isSameView = (a: TaskView, b: TaskView): boolean => viewPath(a) === viewPath(b);
