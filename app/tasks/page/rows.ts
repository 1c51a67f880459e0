/* The rows of the task list in the document. */

export const rowsIn = (list: ParentNode): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>("[data-task]"),
];

export const rowOf = (element: EventTarget | null): HTMLElement | null =>
  element instanceof Element ? element.closest<HTMLElement>("[data-task]") : null;

export const groupOf = (row: HTMLElement): HTMLElement | null => row.closest<HTMLElement>("[data-group]");

const boxOf = (row: ParentNode) => row.querySelector<HTMLInputElement>("[data-select]");

export const selectedIn = (list: ParentNode): HTMLInputElement[] => [
  ...list.querySelectorAll<HTMLInputElement>("[data-select]:checked"),
];

/** Selects rows, and tells the list. */
export function select(rows: HTMLElement[], isSelected: boolean): void {
  const boxes = rows.flatMap((row) => boxOf(row) ?? []);
  for (const box of boxes) box.checked = isSelected;
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

export const isSelected = (row: HTMLElement): boolean => boxOf(row)?.checked ?? false;

/** The tasks of a group in their order, without subtasks. */
export const orderOf = (group: ParentNode): string[] =>
  rowsIn(group).flatMap(({ dataset }) => (dataset.subtask === undefined ? (dataset.task ?? []) : []));

/** The order of a group after one of its tasks was moved to a place. */
export function moved(order: string[], id: string, to: number): string[] {
  const rest = order.filter((other) => other !== id);
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, id);
}
