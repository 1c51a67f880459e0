import { useEffect } from "react";
import { Hourglass, SearchX, TriangleAlert } from "lucide-react";
import { isRouteErrorResponse, Link, useLocation } from "react-router";
import { UNSENT_ID, useUnsent } from "./unsent.ts";
import { PageTitle } from "#app/ui/brand.tsx";

/** When a page tries again whose data the server could not load at the moment. */
const RETRY_MS = 5_000;

/**
 * The page for an error: what happened, that the data is safe, and where to go. The cause is in the server's
 * log only.
 */
export function ErrorPage({ error }: { error: unknown }) {
  const { pathname, search } = useLocation();
  const unsent = useUnsent();
  const isNotFound = isRouteErrorResponse(error) && error.status === 404;
  const isBusy = isRouteErrorResponse(error) && error.status === 503;
  const tooMany = isRouteErrorResponse(error) && error.status === 429 ? String(error.data) : null;
  const Icon = isNotFound ? SearchX : isBusy || tooMany ? Hourglass : TriangleAlert;
  // A document also has the header `refresh`; a page that a script has opened has not.
  useEffect(() => {
    if (!isBusy || unsent) return undefined;
    const timer = setTimeout(() => window.location.replace(pathname + search), RETRY_MS);
    return () => clearTimeout(timer);
  }, [isBusy, unsent, pathname, search]);
  const title = isNotFound
    ? "There is nothing here"
    : isBusy || tooMany
      ? "One moment"
      : "Something went wrong";
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-3 px-6 py-16">
      <PageTitle>{isNotFound ? "Not found" : title}</PageTitle>
      <span className="mb-2 flex size-12 items-center justify-center rounded-2xl border border-line text-muted">
        <Icon size={24} aria-hidden />
      </span>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="text-muted">
        {isNotFound
          ? "The page or conversation doesn’t exist, or belongs to another account."
          : isBusy
            ? `The database is busy or away for a moment. Your conversations are safe, and answers that are under way go on.${unsent ? "" : " This page tries again by itself."}`
            : (tooMany ??
              "Your conversations are safe. Reload the page to try again; if it stays like this, tell whoever runs this app.")}
      </p>
      {unsent && <div id={UNSENT_ID} dangerouslySetInnerHTML={{ __html: unsent }} />}
      <p className="mt-3 flex flex-wrap gap-3">
        {!isNotFound && !unsent && (
          <Link className="button-primary" to={pathname + search} reloadDocument>
            Reload
          </Link>
        )}
        <Link className={isNotFound && !unsent ? "button-primary" : "button"} to="/chat" reloadDocument>
          Start a chat
        </Link>
        <Link className="button" to="/history" reloadDocument>
          Your history
        </Link>
      </p>
    </main>
  );
}
