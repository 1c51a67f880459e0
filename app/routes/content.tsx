import { Outlet } from "react-router";
import { ErrorPage } from "#app/shell/error-page.tsx";
import type { Route } from "./+types/content";

/** What is beside the sidebar. A page that fails does so here, and leaves the way to the others. */
export default function Content() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
