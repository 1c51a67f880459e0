import { isRouteErrorResponse, Link } from "react-router";

/** What went wrong, what is safe, and where to go on. The cause is in the server's log, not here. */
export function ErrorPage({ error }: { error: unknown }) {
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
      <title>{missing ? "Not found · Chat" : "Something went wrong · Chat"}</title>
      <p className="text-sm font-medium text-muted">{missing ? "404" : "Error"}</p>
      <h1 className="text-2xl font-semibold tracking-tight">
        {missing ? "There is nothing here" : "Something went wrong"}
      </h1>
      <p className="text-muted">
        {missing
          ? "The page or conversation doesn’t exist, or belongs to another account."
          : "Your conversations are safe. Reload the page to try again; if it stays like this, tell whoever runs this app."}
      </p>
      <p className="mt-3 flex gap-3">
        <Link className="button-primary" to="/chat" reloadDocument>
          Start a chat
        </Link>
        <Link className="button" to="/history" reloadDocument>
          Your history
        </Link>
      </p>
    </main>
  );
}
