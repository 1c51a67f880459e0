import { useRef, type FormEvent, type ReactNode } from "react";
import { isFocusLost, useAfterSubmit } from "#app/ui/focus.ts";

/** The row whose form was submitted, and its position in its list. */
interface SubmittedRow {
  id: string;
  index: number;
  /** The id of its list's heading. */
  list: string;
}

/**
 * Keeps the focus when a submitted form's row is changed or removed: it moves to the row's edit button, to
 * the row that took its place, or to the list's heading.
 */
export function KeepFocus({ children }: { children: ReactNode }) {
  const lists = useRef<HTMLDivElement>(null);
  const rowsOf = (list: string) => [
    ...(lists.current?.querySelectorAll<HTMLElement>(`[aria-labelledby="${list}"] [data-task]`) ?? []),
  ];
  const afterSubmit = useAfterSubmit(({ id, index, list }: SubmittedRow) => {
    if (!isFocusLost()) return;
    const rows = rowsOf(list);
    const same = rows.find((row) => row.dataset.task === id);
    const invalid = same?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const next = (rows[index] ?? rows.at(-1))?.querySelector<HTMLElement>("button");
    const heading = document.getElementById(list) ?? document.getElementById("open");
    (invalid ?? same?.querySelector("summary") ?? next ?? heading)?.focus();
  });
  const onSubmit = ({ target }: FormEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-task]") : null;
    const list = row?.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
    if (row?.dataset.task && list) {
      afterSubmit({ id: row.dataset.task, index: rowsOf(list).indexOf(row), list });
    }
  };
  return (
    <div ref={lists} onSubmit={onSubmit}>
      {children}
    </div>
  );
}
