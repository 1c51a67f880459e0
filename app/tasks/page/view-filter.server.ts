import type { TaskFilter } from "#db/queries/tasks.ts";
import { addDays, type LocalNow, today, isoDay } from "../local-time.ts";
import { toFilter } from "../selector.server.ts";
import type { TaskView } from "./views.ts";

/** Which tasks a view shows. */
export function viewFilter(view: TaskView, local: LocalNow): TaskFilter {
  const day = isoDay(today(local));
  switch (view.kind) {
    case "today":
      return toFilter({ due: { to: day } }, local);
    case "upcoming":
      return toFilter({ due: { from: isoDay(addDays(today(local), 1)) } }, local);
    case "overdue":
      return toFilter({ overdue: true }, local);
    case "inbox":
      return toFilter({ list: null }, local);
    case "all":
      return toFilter({}, local);
    case "completed":
      return toFilter({ state: "completed" }, local);
    case "list":
      return toFilter({ list: view.name }, local);
    case "tag":
      return toFilter({ tag: view.name }, local);
    case "search":
      return { state: "all", words: view.name.split(/\s+/).filter(Boolean).slice(0, 10) };
  }
}
