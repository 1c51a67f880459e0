import { useRef, type FormEvent, type ReactNode } from "react";
import { isFocusLost, useAfterSubmit } from "#app/ui/focus.ts";

/** The row that a form was sent from, and its place in its list. */
interface Sent {
  id: string;
  index: number;
  /** The id of its list's heading. */
  list: string;
}

/**
 * A row that is completed, edited or deleted takes the control with it that had the focus. It goes on to
 * the row that has come into its place, or to the list's heading.
 */
export function KeepFocus({ children }: { children: ReactNode }) {
  const lists = useRef<HTMLDivElement>(null);
  const rowsOf = (list: string) => [
    ...(lists.current?.querySelectorAll<HTMLElement>(`[aria-labelledby="${list}"] [data-task]`) ?? []),
  ];
  const note = useAfterSubmit(({ id, index, list }: Sent) => {
    if (!isFocusLost()) return;
    const rows = rowsOf(list);
    const same = rows.find((row) => row.dataset.task === id);
    const wrong = same?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const next = (rows[index] ?? rows.at(-1))?.querySelector<HTMLElement>("button");
    const heading = document.getElementById(list) ?? document.getElementById("open");
    (wrong ?? same?.querySelector("summary") ?? next ?? heading)?.focus();
  });
  const sending = ({ target }: FormEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-task]") : null;
    const list = row?.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
    if (row?.dataset.task && list) {
      note({ id: row.dataset.task, index: rowsOf(list).indexOf(row), list });
    }
  };
  return (
    <div ref={lists} onSubmit={sending}>
      {children}
    </div>
  );
}
