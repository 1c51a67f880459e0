import { LoaderCircle } from "lucide-react";
import type { MouseEvent } from "react";
import { Link } from "react-router";
import type { Side } from "../client/items-window.ts";

interface WindowLinkProps {
  side: "earlier" | "later";
  /** The item at the edge of the window; undefined when there is nothing beyond it. */
  from: string | undefined;
  isLoading: boolean;
  load(side: Side): Promise<boolean>;
}

/** A link to earlier or later messages. The page's script loads them in place instead of navigating. */
export function WindowLink({ side, from, isLoading, load }: WindowLinkProps) {
  if (!from) return null;
  const isEarlier = side === "earlier";
  const follow = async (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    await load(side);
  };
  return (
    <nav
      aria-label={isEarlier ? "Earlier messages" : "Later messages"}
      className={`mx-auto flex w-full max-w-(--column) justify-center px-4 ${isEarlier ? "mb-8" : "mt-8"}`}
    >
      <Link
        className="button"
        // Later messages are shown in the window around the item that they follow.
        to={isEarlier ? `?before=${from}` : `?at=${from}#${from}`}
        onClick={follow}
        aria-busy={isLoading}
      >
        {isLoading && <LoaderCircle size={16} className="animate-spin" aria-hidden />}
        {isEarlier ? "Earlier messages" : "Later messages"}
      </Link>
    </nav>
  );
}
