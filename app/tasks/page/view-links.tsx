import {
  AtSign,
  CalendarDays,
  CalendarClock,
  CheckCheck,
  ChevronDown,
  Clock,
  Hash,
  Inbox,
  List,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { isSameView, MAIN_VIEWS, type MainView, type TaskView, viewPath, viewTitle } from "./views.ts";
import type { Planner } from "./load-planner.server.ts";

const ICONS: Record<MainView, LucideIcon> = {
  today: CalendarDays,
  upcoming: CalendarClock,
  overdue: Clock,
  inbox: Inbox,
  all: List,
  completed: CheckCheck,
};

type LinksProps = Pick<Planner, "view" | "counts" | "lists" | "tags">;

/** The views as links: a column on wide screens, a disclosure on others. */
export function ViewLinks(props: LinksProps) {
  const { view, counts } = props;
  const count = MAIN_VIEWS.map((kind) => (kind === view.kind ? counts[kind] : undefined)).find(
    (open) => open !== undefined,
  );
  return (
    <>
      <details className="group mb-3 rounded-lg border border-line lg:hidden" key={viewPath(view)}>
        <summary className="flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm font-medium">
          <span className="truncate">{viewTitle(view)}</span>
          {count !== undefined && <span className="font-normal text-muted tabular-nums">{count}</span>}
          <span className="ms-auto font-normal text-muted">Views</span>
          <ChevronDown size={16} className="flex-none text-muted group-open:rotate-180" aria-hidden />
        </summary>
        <nav aria-label="Views" className="max-h-[60dvh] overflow-y-auto border-t border-line p-2">
          <Links {...props} />
        </nav>
      </details>
      <nav
        aria-label="Views"
        className="sticky top-4 max-h-[calc(100dvh-6rem)] self-start overflow-y-auto max-lg:hidden"
      >
        <Links {...props} />
      </nav>
    </>
  );
}

function Links({ view, counts, lists, tags }: LinksProps) {
  return (
    <>
      <ul className="space-y-0.5">
        {MAIN_VIEWS.map((kind) => (
          <ViewLink key={kind} to={{ kind }} view={view} icon={ICONS[kind]} count={counts[kind]}>
            {viewTitle({ kind })}
          </ViewLink>
        ))}
      </ul>
      <Names title="Lists" kind="list" icon={Hash} names={lists} view={view} />
      <Names title="Tags" kind="tag" icon={AtSign} names={tags} view={view} />
    </>
  );
}

interface NamesProps {
  title: string;
  kind: "list" | "tag";
  icon: LucideIcon;
  names: Planner["lists"];
  view: TaskView;
}

function Names({ title, kind, icon, names, view }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <>
      <p className="mt-4 mb-1 px-2 text-xs font-medium text-muted">{title}</p>
      <ul className="space-y-0.5" aria-label={title}>
        {names.map(({ name, open }) => (
          <ViewLink key={name} to={{ kind, name }} view={view} icon={icon} count={open}>
            {name}
          </ViewLink>
        ))}
      </ul>
    </>
  );
}

interface ViewLinkProps {
  to: TaskView;
  view: TaskView;
  icon: LucideIcon;
  count: number | undefined;
  children: ReactNode;
}

function ViewLink({ to, view, icon: Icon, count, children }: ViewLinkProps) {
  const isCurrent = isSameView(to, view);
  const isAlarm = to.kind === "overdue" && count !== undefined && count > 0;
  return (
    <li>
      <Link
        to={viewPath(to)}
        aria-current={isCurrent ? "page" : undefined}
        className={`flex min-h-9 items-center gap-2 rounded-lg px-2 text-sm pointer-coarse:min-h-11 hover:bg-hover ${isCurrent ? "bg-selected font-medium" : ""}`}
      >
        <Icon size={16} className="flex-none text-muted" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {count !== undefined && count > 0 && (
          <span className={`flex-none text-xs tabular-nums ${isAlarm ? "text-danger" : "text-muted"}`}>
            {count}
          </span>
        )}
      </Link>
    </li>
  );
}
