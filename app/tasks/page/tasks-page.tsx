import { useEffect, useRef, useState } from "react";
import { announce } from "#app/ui/announce.ts";
import { isFocusLost } from "#app/ui/focus.ts";
import type { FormProblem, PlannerResult } from "./form-problem.ts";
import type { Planner as PlannerData } from "./load-planner.server.ts";
import { Planner } from "./planner.tsx";
import { groupOf, rowsIn } from "./rows.ts";
import { type Notice, UndoBar } from "./undo-bar.tsx";
import { useChanges } from "./use-changes.tsx";
import { ViewLinks } from "./view-links.tsx";
import { viewPath } from "./views.ts";

interface TasksPageProps {
  data: PlannerData;
  /** The answer to a form that was sent without a script. */
  result: PlannerResult | undefined;
}

/** The row from which a form was sent, to which the focus returns. */
interface Origin {
  id: string;
  group: string;
  index: number;
}

/** The planner with the links to its views. Forms are sent without a navigation, and each change can be undone. */
export function TasksPage({ data, result }: TasksPageProps) {
  const address = viewPath(data.view, data.place);
  const [problem, setProblem] = useState<FormProblem>();
  const [notice, setNotice] = useState<Notice>();
  const [editing, setEditing] = useState<{ address: string; id: string | null }>();
  const [settling, setSettling] = useState<{ origin: Origin | undefined }>();
  const root = useRef<HTMLDivElement>(null);
  const origins = useRef(new Map<FormData, Origin>());
  const edited = editing?.address === address ? editing.id : data.editing;

  const onResult = (answer: PlannerResult, form: FormData) => {
    const next = noticeOf(answer);
    if (next) {
      setNotice(next);
      announce(next.change ? `${next.text}. Undo is available.` : next.text);
    }
    setProblem(answer.kind === "invalid" ? answer.problem : undefined);
    const intent = form.get("intent");
    const origin = origins.current.get(form);
    origins.current.delete(form);
    if (answer.kind === "changed") {
      if (intent === "update" || intent === "delete") setEditing({ address, id: null });
      if (intent === "add")
        root.current
          ?.querySelector<HTMLFormElement>(origin ? '[aria-label="Add a subtask"]' : "[data-quick-add]")
          ?.reset();
    }
    setSettling({ origin });
  };
  // When the page shows the answer, and the form that had the focus may be gone.
  useEffect(() => {
    if (settling && root.current) settleFocus(root.current, settling.origin);
  }, [settling]);
  const { send, underWay, submissions } = useChanges(onResult);
  const onEdit = (id: string | null) => {
    setEditing({ address, id });
    setProblem(undefined);
    // The form focuses its title; a row whose form was closed takes the focus back.
    if (id === null && edited !== null) requestAnimationFrame(() => rowOfTask(root.current, edited)?.focus());
  };
  const onUndo = (change: string | undefined) => {
    if (!change) return;
    const form = new FormData();
    form.set("intent", "undo");
    form.set("change", change);
    send(form, address);
  };
  const shown = notice ?? (result ? noticeOf(result) : undefined) ?? changeNotice(data);
  useEffect(() => {
    if (shown && !notice) announce(shown.text);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, for a page that a plain form has loaded.
  }, []);
  return (
    <div ref={root} className="lg:grid lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-8">
      <ViewLinks view={data.view} counts={data.counts} lists={data.lists} tags={data.tags} />
      <Planner
        key={address}
        data={data}
        problem={problem ?? (result?.kind === "invalid" ? result.problem : undefined)}
        editing={edited}
        onEdit={onEdit}
        onUndo={() => onUndo(shown?.change)}
        toggling={new Set(underWay.flatMap(toggledBy))}
        onSend={(form, row) => {
          if (row) origins.current.set(form, originOf(row));
          send(form, address);
        }}
      />
      {submissions}
      {shown && (
        <UndoBar
          notice={shown}
          view={data.view}
          onClose={() => setNotice({ text: "" })}
          onUndo={() => onUndo(shown.change)}
        />
      )}
    </div>
  );
}

function noticeOf(answer: PlannerResult): Notice | undefined {
  switch (answer.kind) {
    case "changed":
      return answer.change ? { text: answer.change.summary, change: answer.change.id } : undefined;
    case "undone":
      return { text: `Undone: ${answer.summary}` };
    case "not_found":
      return { text: "That is gone: it was changed or deleted elsewhere." };
    case "failed":
      return { text: "The server couldn’t be reached. Nothing was changed; please try again." };
    case "invalid":
      return answer.problem.form === "none"
        ? { text: Object.values(answer.problem.errors)[0] ?? "That didn’t work." }
        : undefined;
  }
}

function changeNotice({ change }: PlannerData): Notice | undefined {
  if (!change) return undefined;
  return change.isUndone
    ? { text: `Undone: ${change.summary}` }
    : { text: change.summary, change: change.id };
}

/** The tasks that a form under way completes or reopens. */
function toggledBy(form: FormData): string[] {
  const intent = form.get("intent");
  const isToggle = intent === "complete" || intent === "reopen" || form.get("act") === "complete";
  return isToggle ? form.getAll("id").filter((id) => typeof id === "string") : [];
}

const rowOfTask = (root: HTMLElement | null, id: string) =>
  root && rowsIn(root).find(({ dataset }) => dataset.task === id);

function originOf(row: HTMLElement): Origin {
  const group = groupOf(row);
  return {
    id: row.dataset.task ?? "",
    group: group?.dataset.group ?? "",
    index: group ? rowsIn(group).indexOf(row) : 0,
  };
}

/** Moves a lost focus to the invalid field, to the row it was in, or to the one that took that row's place. */
function settleFocus(root: HTMLElement, origin: Origin | undefined): void {
  const invalid = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (invalid) return invalid.focus();
  if (!origin || !isFocusLost()) return;
  const group = root.querySelector<HTMLElement>(`[data-group="${origin.group}"]`);
  const rows = group ? rowsIn(group) : [];
  const next =
    rowOfTask(root, origin.id) ??
    rows[origin.index] ??
    rows.at(-1) ??
    root.querySelector<HTMLElement>("[data-task]");
  (next ?? root.querySelector<HTMLElement>("#view"))?.focus();
}
