import { PanelLeft } from "lucide-react";
import type { FormEvent } from "react";
import { useLocation } from "react-router";
import { parsePreferences, preferencesCookie, type Preferences } from "./preferences.ts";

/**
 * Opens or closes the sidebar of a wide screen. What is chosen is kept in the cookie and said in the
 * document's first bytes, so nothing jumps at load; without a script the form sets it.
 */
export function SidebarToggle({ to }: { to: Preferences["sidebar"] }) {
  const { pathname, search } = useLocation();
  const label = to === "open" ? "Open the sidebar" : "Close the sidebar";
  const toggle = (event: FormEvent) => {
    event.preventDefault();
    setSidebar(to);
  };
  return (
    <form method="post" action="/settings" onSubmit={toggle} className={`sidebar-${to}`}>
      <input type="hidden" name="next" value={pathname + search} />
      <button name="sidebar" value={to} className="icon-button" aria-label={label} title={label}>
        <PanelLeft size={18} aria-hidden />
      </button>
    </form>
  );
}

/**
 * Changes the sidebar at once, and keeps it for the documents to come. A focus that would be gone with it
 * goes to the way back.
 */
export function setSidebar(to: Preferences["sidebar"]): void {
  const isWithin = document.activeElement?.closest(".sidebar, .sidebar-open, .sidebar-closed");
  document.documentElement.dataset.sidebar = to;
  document.cookie = preferencesCookie({ ...parsePreferences(document.cookie), sidebar: to });
  const back = to === "open" ? "closed" : "open";
  if (isWithin) document.querySelector<HTMLElement>(`.sidebar-${back} button`)?.focus();
}
