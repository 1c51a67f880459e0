import { useEffect, type ReactNode } from "react";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root";
import "./app.css";
import "./shell/shell.css";
import "./shell/print.css";
import { logRequestsMiddleware } from "./http/log-requests.ts";
import { nonceContext, secureHeadersMiddleware } from "./http/secure-headers.ts";
import { ErrorPage } from "./shell/error-page.tsx";
import { parsePreferences, usePreferences } from "./shell/preferences.ts";
import { ThemeMeta } from "./shell/theme-meta.tsx";

export const middleware = [logRequestsMiddleware, secureHeadersMiddleware];

export const links: Route.LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: Route.MetaFunction = () => [{ title: "Chat" }];

export function loader({ request, context }: Route.LoaderArgs) {
  return {
    nonce: context.get(nonceContext),
    // A shared conversation needs no script.
    isForReading: new URL(request.url).pathname.startsWith("/s/"),
    preferences: parsePreferences(request.headers.get("cookie")),
  };
}

// The nonce and the preferences belong to the document: changing the preferences loads a new one.
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const { nonce, isForReading } = useRouteLoaderData<typeof loader>("root") ?? {};
  const { theme, sidebar } = usePreferences();
  return (
    <html lang="en" data-theme={theme} data-sidebar={sidebar}>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <ThemeMeta theme={theme} />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        {children}
        {/* Browsers hide the nonce attribute from scripts, so hydration sees a different value. */}
        {!isForReading && <ScrollRestoration nonce={nonce} />}
        {!isForReading && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function App() {
  // Marks the page as hydrated. Browser tests wait for it, because before that, clicks are handled by plain
  // links and forms.
  useEffect(() => {
    document.documentElement.dataset.alive = "";
  }, []);
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
