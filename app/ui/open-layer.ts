/** Whether a dialog or a menu is open, which the user deals with first. A tooltip, which only tells, is neither. */
export const hasOpenLayer = (): boolean =>
  document.querySelector('dialog[open], [popover]:popover-open:not([role="tooltip"])') !== null;
