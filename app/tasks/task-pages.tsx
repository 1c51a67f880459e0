import { Link } from "react-router";

type Cursors = Partial<Record<"open" | "done", string | undefined>>;

interface PagesProps {
  /** The list that these links page through. The other list keeps its page. */
  name: "open" | "done";
  cursors: Cursors;
  next: string | null;
  first: string;
  more: string;
}

/** Links to a list's first and next page. */
export function TaskPages({ name, cursors, next, first, more }: PagesProps) {
  const isFirst = cursors[name] === undefined;
  if (isFirst && next === null) return null;
  return (
    <nav
      aria-label={`Pages of ${name === "open" ? "tasks to do" : "completed tasks"}`}
      className="mt-4 flex justify-between gap-3"
    >
      {isFirst ? (
        <span />
      ) : (
        <Link className="button" to={to({ ...cursors, [name]: undefined })}>
          {first}
        </Link>
      )}
      {next !== null && (
        <Link className="button" to={to({ ...cursors, [name]: next })}>
          {more}
        </Link>
      )}
    </nav>
  );
}

function to(cursors: Cursors): string {
  const query = new URLSearchParams();
  for (const [name, cursor] of Object.entries(cursors)) if (cursor !== undefined) query.set(name, cursor);
  return query.size > 0 ? `/tasks?${query}` : "/tasks";
}
