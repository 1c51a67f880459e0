import { SearchX, TriangleAlert } from "lucide-react";
import { isRouteErrorResponse, Link, useLocation } from "react-router";

/** What went wrong, what is safe, and where to go on. The cause is in the server's log, not here. */
export function ErrorPage({ error }: { error: unknown }) {
  const { pathname, search } = useLocation();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  const Icon = missing ? SearchX : TriangleAlert;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-3 px-6 py-16">
      <title>{missing ? "Not found · Chat" : "Something went wrong · Chat"}</title>
      <span className="mb-2 flex size-12 items-center justify-center rounded-2xl border border-line text-muted">
        <Icon size={24} aria-hidden />
      </span>
      <h1 className="text-2xl font-semibold tracking-tight">
        {missing ? "There is nothing here" : "Something went wrong"}
      </h1>
      <p className="text-muted">
        {missing
          ? "The page or conversation doesn’t exist, or belongs to another account."
          : "Your conversations are safe. Reload the page to try again; if it stays like this, tell whoever runs this app."}
      </p>
      <p className="mt-3 flex flex-wrap gap-3">
        {!missing && (
          <Link className="button-primary" to={pathname + search} reloadDocument>
            Reload
          </Link>
        )}
        <Link className={missing ? "button-primary" : "button"} to="/chat" reloadDocument>
          Start a chat
        </Link>
        <Link className="button" to="/history" reloadDocument>
          Your history
        </Link>
      </p>
    </main>
  );
}
