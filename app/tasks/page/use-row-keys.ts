import type { KeyboardEvent } from "react";
import { groupOf, isSelected, moved, orderOf, rowOf, rowsIn, select, selectedIn } from "./rows.ts";

export interface RowActions {
  edit(id: string | null): void;
  /** Sends a form with these fields, for this row. */
  act(fields: Record<string, string>, row: HTMLElement): void;
  undo(): void;
}

/** Elements in which letters are text. */
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable], [popover]";

/** The keys of the task list, while the focus is in it and not in a field. */
export function onRowKey(event: KeyboardEvent<HTMLElement>, list: HTMLElement, actions: RowActions): void {
  const { target } = event;
  const row = rowOf(target);
  if (!(target instanceof HTMLElement) || !row || event.nativeEvent.isComposing) return;
  if (event.key === "Escape" && row.querySelector("[data-editing]")) {
    event.preventDefault();
    return actions.edit(null);
  }
  if (target.closest(FIELDS)) return;
  // The menu of dates takes the focus a moment after it opens.
  const menu = row.querySelector<HTMLElement>("[popover]:popover-open");
  const inMenu = menu?.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (inMenu) {
    event.preventDefault();
    return inMenu.click();
  }
  const handled = keyAction(event, row, list, actions);
  if (!handled) return;
  event.preventDefault();
  handled();
}

function keyAction(
  event: KeyboardEvent<HTMLElement>,
  row: HTMLElement,
  list: HTMLElement,
  actions: RowActions,
): (() => void) | undefined {
  const { key, target } = event;
  const id = row.dataset.task ?? "";
  if (event.ctrlKey || event.metaKey) {
    const isAll = key.toLowerCase() === "a" && !event.altKey && !event.shiftKey;
    return isAll ? () => select(rowsIn(groupOf(row) ?? list), true) : undefined;
  }
  const step = key === "ArrowDown" || key === "j" ? 1 : key === "ArrowUp" || key === "k" ? -1 : 0;
  if (step !== 0) {
    if (event.altKey) return key.startsWith("Arrow") ? () => move(row, step, actions) : undefined;
    return () => go(row, step, list, event.shiftKey);
  }
  if (event.altKey) return undefined;
  const isOnRow = target === row;
  switch (key) {
    case "Enter":
      return isOnRow ? () => actions.edit(id) : undefined;
    case "e":
      return () => actions.edit(id);
    case " ":
      return isOnRow ? () => select([row], !isSelected(row)) : undefined;
    case "x":
      return () => select([row], !isSelected(row));
    case "c":
      return () =>
        row.querySelector<HTMLElement>('button[value="complete"], button[value="reopen"]')?.click();
    case "t":
      return () => openDates(row, list);
    case "#":
    case "Delete":
      return () => actions.act({ intent: "delete", id }, row);
    case "z":
      return () => actions.undo();
    case "Escape":
      return selectedIn(list).length > 0 ? () => select(rowsIn(list), false) : undefined;
    default:
      return undefined;
  }
}

/** Focuses the next row; with Shift, selects both. */
function go(row: HTMLElement, step: number, list: HTMLElement, selects: boolean): void {
  const rows = rowsIn(list);
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  if (selects) select([row, next], true);
  next.focus();
}

function move(row: HTMLElement, step: number, actions: RowActions): void {
  const id = row.dataset.task ?? "";
  const group = groupOf(row);
  const order = group ? orderOf(group) : [];
  const to = order.indexOf(id) + step;
  if (!order.includes(id) || to < 0 || to >= order.length) return;
  actions.act({ intent: "order", id, order: moved(order, id, to).join() }, row);
}

/** Opens the menu of dates, or moves to the dates for the selected tasks. */
function openDates(row: HTMLElement, list: HTMLElement): void {
  const forSelected = selectedIn(list).length > 0;
  if (forSelected) document.querySelector<HTMLElement>("#selection [data-key]")?.focus();
  else row.querySelector<HTMLElement>("[data-due]")?.click();
}
