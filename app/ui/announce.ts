let region: HTMLElement | undefined;

/** Has screen readers read a sentence out, politely. */
export function announce(text: string): void {
  if (!region?.isConnected) {
    region = document.createElement("p");
    region.role = "status";
    region.className = "sr-only";
    document.body.append(region);
  }
  region.textContent = "";
  // Screen readers read changes only: of a region that is in the document, and of its text.
  setTimeout(() => region?.replaceChildren(text), 50);
}
