import { getTaskChange } from "#db/queries/task-changes.ts";
import { countTasks, findSubtasks } from "#db/queries/task-views.ts";
import { countLists, countTags, findTasks, type NameCount } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { addDays, type LocalNow, today } from "../local-time.ts";
import { isoDay } from "../selector.server.ts";
import type { TaskScope } from "../task-scope.ts";
import { groupTasks, mondayOf, type TaskGroup } from "./group-tasks.ts";
import { toTaskRow, type TaskRow } from "../task-row.ts";
import { viewFilter } from "./view-filter.server.ts";
import type { MainView, TaskView } from "./views.ts";

/** The most tasks on a page; further ones have pages of their own. */
const PAGE = 200;
/** 20,000 tasks. */
const MAX_PAGES = 100;
/** The most links to lists, and to tags. */
const MAX_NAMES = 100;

/** The views whose links show a number. */
const COUNTED = ["today", "upcoming", "overdue", "inbox", "all"] as const satisfies MainView[];

export interface PlannerQuery {
  view: TaskView;
  /** From 1. */
  page: number;
  /** The id of a change that the page offers to undo. */
  changed: string | undefined;
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
  page: number;
  hasMore: boolean;
  groups: TaskGroup<TaskRow>[];
  counts: Partial<Record<MainView, number>>;
  lists: NameCount[];
  tags: NameCount[];
  change: { id: string; summary: string } | null;
  editing: string | null;
  days: QuickDays;
  /** The zone in which dates are shown, and in which the page's forms are read. */
  timeZone: string;
}

export function plannerQuery(params: URLSearchParams, view: TaskView): PlannerQuery {
  const page = Number(params.get("page") ?? 1);
  return {
    view,
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGES ? page : 1,
    changed: params.get("changed")?.slice(0, 100),
    editing: params.get("edit")?.slice(0, 100),
  };
}

/** Loads the data of the tasks page, with its queries in parallel. */
export async function loadPlanner(scope: TaskScope, query: PlannerQuery): Promise<Planner> {
  const { db, userId } = scope;
  const { view, page } = query;
  const found = { userId, filter: viewFilter(view, scope), limit: PAGE, offset: (page - 1) * PAGE };
  const [tasks, subtasks, counts, lists, tags, change] = await Promise.all([
    findTasks(db, { ...found, limit: PAGE + 1 }),
    view.kind === "completed" ? [] : findSubtasks(db, found),
    countTasks(db, { userId, filters: COUNTED.map((kind) => viewFilter({ kind }, scope)) }),
    countLists(db, userId),
    countTags(db, userId),
    query.changed ? getTaskChange(db, { userId, id: query.changed }) : undefined,
  ]);
  return {
    view,
    page,
    hasMore: tasks.length > PAGE && page < MAX_PAGES,
    groups: toGroups(tasks.slice(0, PAGE), subtasks, view, scope),
    counts: Object.fromEntries(COUNTED.map((kind, index) => [kind, counts[index] ?? 0])),
    lists: lists.slice(0, MAX_NAMES),
    tags: tags.slice(0, MAX_NAMES),
    change: change ?? null,
    editing: query.editing ?? null,
    days: quickDays(scope),
    timeZone: scope.timeZone,
  };
}

/** The rows in their groups; a subtask is shown below its task only. */
function toGroups(found: Task[], subtasks: Task[], view: TaskView, local: LocalNow): TaskGroup<TaskRow>[] {
  const ids = new Set(found.map(({ id }) => id));
  const below = Map.groupBy(subtasks, ({ parentId }) => parentId);
  const isBelow = ({ parentId, completedAt }: Task) => parentId !== null && !completedAt && ids.has(parentId);
  const top = found.filter((task) => !isBelow(task));
  return groupTasks(top, view, local).map(({ tasks, ...group }) => ({
    ...group,
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
