import type { PointerEvent } from "react";
import { groupOf, moved, orderOf, rowOf, rowsIn } from "./rows.ts";

/**
 * Drags a row by its grip within its group. A line shows where it would be put; Escape cancels.
 *
 * @param onDrop is called with the order that results, when it is another one
 */
export function startDrag(
  event: PointerEvent<HTMLElement>,
  onDrop: (row: HTMLElement, order: string[]) => void,
): void {
  const grip = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-grip]") : null;
  const row = rowOf(grip);
  const group = row && groupOf(row);
  if (!grip || !row || !group || event.button !== 0) return;
  event.preventDefault();
  const id = row.dataset.task ?? "";
  const order = orderOf(group);
  let to: number | undefined;
  const line = document.createElement("div");
  line.className = "pointer-events-none absolute inset-x-0 z-10 h-0.5 rounded bg-accent";
  row.dataset.dragged = "";

  const onMove = ({ clientY }: globalThis.PointerEvent) => {
    const rows = rowsIn(group).filter((other) => other !== row && other.dataset.subtask === undefined);
    to = rows.filter((other) => middleOf(other) < clientY).length;
    const next = rows[to];
    const { top } = group.getBoundingClientRect();
    const edge = next ? next.getBoundingClientRect().top : group.getBoundingClientRect().bottom;
    line.style.top = `${edge - top - 1}px`;
    if (!line.isConnected) group.append(line);
  };
  const end = (isDropped: boolean) => {
    cleanUp.abort();
    line.remove();
    delete row.dataset.dragged;
    if (!isDropped || to === undefined) return;
    const next = moved(order, id, to);
    if (next.join() !== order.join()) onDrop(row, next);
  };
  const cleanUp = new AbortController();
  const { signal } = cleanUp;
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal });
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
