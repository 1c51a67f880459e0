const TABLES = ".prose .table, [data-table]";

/**
 * Makes tables a region and a stop of the Tab key only while they are wider than the page: whoever moves by
 * landmarks or keys isn't led through each small one. As the server renders them, all are regions.
 *
 * @returns a function that ends it
 */
export function watchTables(root: ParentNode): () => void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const table = target.closest<HTMLElement>(TABLES);
      if (table) mark(table);
    }
  });
  for (const table of root.querySelectorAll(TABLES)) {
    observer.observe(table);
    // It may grow within its region.
    if (table.firstElementChild) observer.observe(table.firstElementChild);
  }
  return () => observer.disconnect();
}

function mark(table: HTMLElement): void {
  if (table.scrollWidth > table.clientWidth) {
    table.tabIndex = 0;
    table.role = "region";
    table.ariaLabel = "Table";
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) table.removeAttribute(name);
  }
}
