import { PanelLeft } from "lucide-react";
import type { FormEvent } from "react";
import { useLocation } from "react-router";
import { parsePreferences, preferencesCookie, type Preferences } from "./preferences.ts";

/**
 * Opens or closes the sidebar of a wide screen. The choice is stored in the preferences cookie and rendered
 * into the document, so nothing shifts at load. Without a script, the form sets the cookie.
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
 * Opens or closes the sidebar at once, and stores the choice. If the focus was in the part that disappears,
 * it moves to the button that reverses the change.
 */
export function setSidebar(to: Preferences["sidebar"]): void {
  const isWithin = document.activeElement?.closest(".sidebar, .sidebar-open, .sidebar-closed");
  document.documentElement.dataset.sidebar = to;
  document.cookie = preferencesCookie({ ...parsePreferences(document.cookie), sidebar: to });
  const opposite = to === "open" ? "closed" : "open";
  if (isWithin) document.querySelector<HTMLElement>(`.sidebar-${opposite} button`)?.focus();
}
