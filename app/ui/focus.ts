/** Whether the focused element was removed, so that key presses would go to the document. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}
