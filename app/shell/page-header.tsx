import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { OfflineBanner } from "./offline-banner.tsx";
import { SidebarToggle } from "./sidebar-toggle.tsx";

/**
 * The sidebar buttons at the start of every header: one opens the sheet on phones, one the column on wide
 * screens.
 */
export function SidebarButtons({ className = "" }: { className?: string }) {
  return (
    <>
      <button
        type="button"
        popoverTarget="sidebar"
        className={`icon-button md:hidden ${className}`}
        aria-label="Open the sidebar"
      >
        <Menu size={20} aria-hidden />
      </button>
      <SidebarToggle to="open" />
    </>
  );
}

/** The header of a page that isn't a conversation. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-6 flex min-h-14 flex-wrap items-center gap-2 pt-2">
      <SidebarButtons className="-ms-2" />
      <h1 className="flex-1 text-2xl font-semibold tracking-tight">{title}</h1>
      <OfflineBanner />
      {children}
    </header>
  );
}
