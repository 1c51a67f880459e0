import { Folder } from "lucide-react";
import type { DragEvent } from "react";
import { NavLink, useFetcher, useLocation } from "react-router";
import { CHANGE_PATH } from "../change-path.ts";
import type { FolderOption } from "../conversation-actions.tsx";
import { DRAGGED } from "./conversation-row.tsx";

export interface SidebarFolder extends FolderOption {
  color: string;
}

/** The user's folders: links to their conversations, onto which a conversation can be dragged. */
export function FolderList({ folders }: { folders: SidebarFolder[] }) {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  if (folders.length === 0) return null;
  const accept = (event: DragEvent<HTMLElement>, isOver: boolean) => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    event.currentTarget.toggleAttribute("data-dragged-over", isOver);
  };
  const drop = (event: DragEvent<HTMLElement>, folder: string) => {
    accept(event, false);
    const id = event.dataTransfer.getData(DRAGGED);
    if (id) void fetcher.submit({ intent: "move", id, folder }, { method: "post", action: CHANGE_PATH });
  };
  return (
    <>
      <h2 className="px-3 pb-1 text-xs font-medium text-muted">Folders</h2>
      <ul className="space-y-0.5 pb-4">
        {folders.map(({ id, name, color }) => (
          <li key={id}>
            <NavLink
              to={`/history?folder=${id}`}
              onDragOver={(event) => accept(event, true)}
              onDragLeave={(event) => accept(event, false)}
              onDrop={(event) => drop(event, id)}
              className={() =>
                `flex h-9 items-center gap-2.5 rounded-lg px-3 text-sm pointer-coarse:h-11 hover:bg-hover data-dragged-over:bg-selected ${pathname === "/history" && search === `?folder=${id}` ? "bg-selected" : ""}`
              }
            >
              <Folder size={16} aria-hidden className={`folder-${color} flex-none`} />
              <span className="truncate" dir="auto">
                {name}
              </span>
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}
