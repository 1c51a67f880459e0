import { Outlet } from "react-router";
import { ErrorPage } from "#app/shell/error-page.tsx";
import type { Route } from "./+types/content";

/** The area beside the sidebar. Its error boundary keeps the sidebar when a page fails. */
export default function Content() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
