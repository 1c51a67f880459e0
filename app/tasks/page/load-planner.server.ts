import { getTaskChange } from "#db/queries/task-changes.ts";
import {
  countGroups,
  findSubtasks,
  type GroupCount,
  pageOfTasks,
  type TaskPlace,
} from "#db/queries/task-pages.ts";
import { countTasks } from "#db/queries/task-views.ts";
import { countLists, countTags, type NameCount } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { addDays, type LocalNow, today, isoDay, mondayOf } from "../local-time.ts";

import type { TaskScope } from "../task-scope.ts";
import { groupKey, groupSizes, groupTasks, type TaskGroup } from "./group-tasks.ts";
import { toTaskRow, type TaskRow } from "../task-view.ts";
import { placeOf, writePlace } from "./task-place.server.ts";
import { viewFilter } from "./view-filter.server.ts";
import type { MainView, TaskView } from "./views.ts";

/** The most tasks on a page; further ones have pages of their own. */
const PAGE = 200;
/** The most links to lists, and to tags. */
const MAX_NAMES = 100;

/** The views whose links show a number. */
const COUNTED = ["today", "upcoming", "overdue", "inbox", "all"] as const satisfies MainView[];

export interface PlannerQuery {
  view: TaskView;
  /** The page after or before a place in the view; neither for its beginning. */
  after: TaskPlace | undefined;
  before: TaskPlace | undefined;
  /** The id of a change that the page offers to undo. */
  changed: string | undefined;
  /** The id of a change that the page says is undone. */
  undone: string | undefined;
  /** The id of a task whose form is open. */
  editing: string | undefined;
}

/** Days to which the page's menus move tasks, as `2026-10-02`. */
export interface QuickDays {
  today: string;
  tomorrow: string;
  monday: string;
  nextWeek: string;
}

export interface Planner {
  view: TaskView;
  /** The query of the address that names this page of the view, and those of the pages beside it. */
  place: Record<string, string>;
  previous: Record<string, string> | null;
  next: Record<string, string> | null;
  groups: TaskGroup<TaskRow>[];
  counts: Partial<Record<MainView, number>>;
  lists: NameCount[];
  tags: NameCount[];
  /** What was done last, or undone. */
  change: { id: string; summary: string; isUndone: boolean } | null;
  editing: string | null;
  days: QuickDays;
  /** The zone in which dates are shown, and in which the page's forms are read. */
  timeZone: string;
}

export function plannerQuery(params: URLSearchParams, view: TaskView): PlannerQuery {
  return {
    view,
    after: placeOf(params.get("after")),
    before: placeOf(params.get("before")),
    changed: params.get("changed")?.slice(0, 100),
    undone: params.get("undone")?.slice(0, 100),
    editing: params.get("edit")?.slice(0, 100),
  };
}

/** The query of the address of a page of a view. */
export function placeQuery({
  after,
  before,
}: Pick<PlannerQuery, "after" | "before">): Record<string, string> {
  if (after) return { after: writePlace(after) };
  return before ? { before: writePlace(before) } : {};
}

/** Loads the data of the tasks page, with its queries in parallel. */
export async function loadPlanner(scope: TaskScope, query: PlannerQuery): Promise<Planner> {
  const { db, userId, timeZone } = scope;
  const { view, after } = query;
  const before = after ? undefined : query.before;
  const filter = viewFilter(view, scope);
  const wanted = { userId, filter, limit: PAGE, after, before };
  const changeId = query.changed ?? query.undone;
  const [tasks, subtasks, groupCounts, counts, lists, tags, change] = await Promise.all([
    pageOfTasks(db, { ...wanted, limit: PAGE + 1 }),
    view.kind === "completed" ? [] : findSubtasks(db, wanted),
    countGroups(db, { userId, filter, by: groupKey(view), timeZone }),
    countTasks(db, { userId, filters: COUNTED.map((kind) => viewFilter({ kind }, scope)) }),
    countLists(db, userId),
    countTags(db, userId),
    changeId ? getTaskChange(db, { userId, id: changeId }) : undefined,
  ]);
  // One more than a page holds was asked for: the first one, on the way back.
  const hasMore = tasks.length > PAGE;
  const found = before ? tasks.slice(-PAGE) : tasks.slice(0, PAGE);
  const [first, last] = [found[0], found.at(-1)];
  const isUndone = change?.undoneAt != null;
  return {
    view,
    place: placeQuery({ after, before }),
    previous: first && (after || (before && hasMore)) ? { before: writePlace(first) } : null,
    next: last && (before || hasMore) ? { after: writePlace(last) } : null,
    groups: toGroups(found, subtasks, groupCounts, view, scope),
    counts: Object.fromEntries(COUNTED.map((kind, index) => [kind, counts[index] ?? 0])),
    lists: lists.slice(0, MAX_NAMES),
    tags: tags.slice(0, MAX_NAMES),
    change:
      change && isUndone === (query.changed === undefined)
        ? { id: change.id, summary: change.summary, isUndone }
        : null,
    editing: query.editing ?? null,
    days: quickDays(scope),
    timeZone: scope.timeZone,
  };
}

/** The rows in their groups; a subtask is shown below its task only. */
function toGroups(
  found: Task[],
  subtasks: Task[],
  counts: GroupCount[],
  view: TaskView,
  local: LocalNow,
): TaskGroup<TaskRow>[] {
  const ids = new Set(found.map(({ id }) => id));
  const below = Map.groupBy(subtasks, ({ parentId }) => parentId);
  const isBelow = ({ parentId, completedAt }: Task) => parentId !== null && !completedAt && ids.has(parentId);
  const top = found.filter((task) => !isBelow(task));
  const sizes = groupSizes(counts, view, local);
  return groupTasks(top, view, local).map(({ tasks, ...group }) => ({
    ...group,
    size: Math.max(sizes.get(group.id) ?? 0, tasks.length),
    tasks: tasks.map((task) => toTaskRow(task, local, below.get(task.id))),
  }));
}

function quickDays(local: LocalNow): QuickDays {
  const day = today(local);
  return {
    today: isoDay(day),
    tomorrow: isoDay(addDays(day, 1)),
    monday: isoDay(addDays(mondayOf(day), 7)),
    nextWeek: isoDay(addDays(day, 7)),
  };
}
