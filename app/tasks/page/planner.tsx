import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState, type FormEvent, type MouseEvent } from "react";
import { Form, Link } from "react-router";
import { BulkBar } from "./bulk-bar.tsx";
import { EmptyView } from "./empty-view.tsx";
import type { FormProblem } from "./form-problem.ts";
import { KeyboardHelp } from "./keyboard-help.tsx";
import type { Planner as PlannerData } from "./load-planner.server.ts";
import { QuickAdd } from "./quick-add.tsx";
import { rowOf, rowsIn, select, selectedIn } from "./rows.ts";
import { TaskGroups } from "./task-groups.tsx";
import type { RowContext } from "./row-context.ts";
import { startDrag } from "./use-drag-order.ts";
import { onRowKey } from "./use-row-keys.ts";
import { viewPath, viewTitle } from "./views.ts";

interface PlannerProps {
  data: PlannerData;
  problem: FormProblem | undefined;
  /** The task whose form is open. */
  editing: string | null;
  onEdit(id: string | null): void;
  /** Sends a form without leaving the page. `row` is where it was sent from. */
  onSend(data: FormData, row: HTMLElement | null): void;
  onUndo(): void;
  toggling: ReadonlySet<string>;
}

/** A view of the tasks: the line that adds some, the groups, and what changes several of them. */
export function Planner({ data, problem, editing, onEdit, onSend, onUndo, toggling }: PlannerProps) {
  const { view, groups, timeZone, days, counts } = data;
  const list = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState(0);
  const [isSelecting, setSelecting] = useState(false);
  const lists = data.lists.map(({ name }) => name);
  const context: RowContext = { view, days, timeZone, lists, toggling, editing, problem };

  const count = () => setSelected(list.current ? selectedIn(list.current).length : 0);
  // A reload keeps checked boxes, and tasks may have left the page.
  useEffect(count, [groups]);
  const lastBox = useRef<HTMLInputElement>(null);
  const onChange = useEffectEvent(({ target, isTrusted }: Event) => {
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-select]")) return;
    if (isTrusted) lastBox.current = target;
    count();
  });
  // React's own event is the click, which a selection by keyboard doesn't have.
  useEffect(() => {
    const { current } = list;
    const listener = (event: Event) => onChange(event);
    current?.addEventListener("change", listener);
    return () => current?.removeEventListener("change", listener);
  }, []);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const { target } = event;
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey) return;
    const link = target.closest<HTMLElement>("a[data-edit], a[data-cancel]");
    if (link) {
      event.preventDefault();
      return onEdit(link.dataset.edit ?? null);
    }
    if (event.shiftKey && target.matches("[data-select]"))
      selectBetween(lastBox.current, target, list.current);
  };
  const onSubmit = (event: FormEvent<HTMLElement>) => {
    const { target, nativeEvent } = event;
    if (!(target instanceof HTMLFormElement) || target.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    const form = new FormData(target, submitter);
    onSend(
      form,
      rowOf(target) ??
        (target.id === "selection" ? (list.current?.querySelector("[data-task]") ?? null) : null),
    );
    if (target.id === "selection" && list.current) select(rowsIn(list.current), false);
  };
  const act = (fields: Record<string, string>, row: HTMLElement | null) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, tz: timeZone })) form.set(name, value);
    onSend(form, row);
  };
  return (
    // The handlers are for what bubbles from controls that work by themselves.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div
      ref={list}
      className="group/list min-w-0"
      data-selecting={isSelecting ? "" : undefined}
      onSubmit={onSubmit}
      onClick={onClick}
      onReset={() => setTimeout(count)}
      onKeyDown={(event) =>
        list.current && onRowKey(event, list.current, { edit: onEdit, act, undo: onUndo })
      }
      onPointerDown={(event) =>
        startDrag(event, (row, order) =>
          act({ intent: "order", id: row.dataset.task ?? "", order: order.join() }, row),
        )
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="view" tabIndex={-1} className="me-auto min-w-0 truncate text-lg font-semibold outline-none">
          {viewTitle(view)}
        </h2>
        {groups.length > 0 && (
          <button
            type="button"
            aria-pressed={isSelecting}
            onClick={() => setSelecting(!isSelecting)}
            className="button needs-script min-h-9 pointer-fine:hidden aria-pressed:bg-selected"
          >
            Select
          </button>
        )}
        <Form role="search" action="/tasks" aria-label="Search tasks" className="relative w-44">
          <Search
            size={15}
            className="pointer-events-none absolute start-2.5 top-2.5 text-muted"
            aria-hidden
          />
          <input
            type="search"
            name="q"
            maxLength={200}
            defaultValue={view.kind === "search" ? view.name : ""}
            aria-label="Search tasks"
            placeholder="Search tasks"
            className="h-9 w-full rounded-lg border border-line bg-surface ps-8 pe-2 text-sm placeholder:text-muted"
          />
        </Form>
      </div>
      {view.kind !== "completed" && view.kind !== "search" && (
        <QuickAdd
          view={view}
          problem={problem?.form === "add" ? problem : undefined}
          lists={lists}
          today={days.today}
          timeZone={timeZone}
        />
      )}
      {groups.length === 0 && <EmptyView view={view} open={counts.all ?? 0} />}
      <TaskGroups groups={groups} context={context} />
      <Pages data={data} />
      <KeyboardHelp />
      <BulkBar context={context} count={selected} />
    </div>
  );
}

function Pages({ data: { view, previous, next } }: { data: PlannerData }) {
  if (!previous && !next) return null;
  return (
    <nav aria-label="Pages of tasks" className="mb-4 flex justify-between gap-3">
      {previous ? (
        <Link className="button" to={viewPath(view, previous)}>
          Back
        </Link>
      ) : (
        <span />
      )}
      {next && (
        <Link className="button" to={viewPath(view, next)}>
          Show more
        </Link>
      )}
    </nav>
  );
}

/** Selects the rows from the box that was pressed last to this one. */
function selectBetween(from: HTMLInputElement | null, to: Element, list: HTMLElement | null): void {
  if (!from?.isConnected || !list) return;
  const rows = rowsIn(list);
  const [a, b] = [from, to].map((box) => rows.findIndex((row) => row === rowOf(box)));
  if (a === undefined || b === undefined || a < 0 || b < 0) return;
  select(rows.slice(Math.min(a, b), Math.max(a, b) + 1), true);
}
