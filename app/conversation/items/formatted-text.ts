/**
 * An answer as formatted text for a word processor: the HTML on the page without what only the page needs.
 * Undefined when the answer isn't on the page.
 */
export function formattedText(itemId: string): string | undefined {
  const prose = document.getElementById(itemId)?.querySelector(".prose");
  if (!prose) return undefined;
  const copy = document.createElement("div");
  copy.append(...Array.from(prose.childNodes, (node) => node.cloneNode(true)));
  for (const bar of copy.querySelectorAll("figcaption")) bar.remove();
  // Wrappers: of streamed blocks, tables and code blocks.
  for (const box of copy.querySelectorAll("div, figure")) box.replaceWith(...box.childNodes);
  // Without borders, a pasted table is hard to read.
  for (const table of copy.querySelectorAll("table")) table.setAttribute("border", "1");
  for (const link of copy.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (!href.startsWith("#")) link.setAttribute("href", link.href);
  }
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["class", "id", "tabindex", "aria-label", "aria-describedby"])
      element.removeAttribute(name);
  }
  return copy.innerHTML;
}
