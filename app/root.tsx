import { useEffect, type ReactNode } from "react";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root";
import { env } from "./env.server.ts";
import { logRequestsMiddleware } from "./http/log-requests.ts";
import { nonceContext, secureHeadersMiddleware } from "./http/secure-headers.ts";
import { withoutTasksMiddleware } from "./http/without-tasks.ts";
import { CompositionWatch } from "./shell/composition.tsx";
import { ErrorPage } from "./shell/error-page.tsx";
import { reportActions } from "./shell/own-changes.ts";
import { parsePreferences, usePreferences } from "./shell/preferences.ts";
import { hasCachedStyles, Stylesheet, useCachedStyles } from "./shell/stylesheet.tsx";
import { ThemeMeta } from "./shell/theme-meta.tsx";
import { useBrand, type Brand } from "./ui/brand.tsx";

export const middleware = [logRequestsMiddleware, secureHeadersMiddleware, withoutTasksMiddleware];

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [reportActions];

export const links: Route.LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

/** Pages that need no script of the framework: the start screen for strangers, shared conversations, the API. */
const WITHOUT_SCRIPTS = /^\/(?:$|s\/|api\/docs$)/;

export function loader({ request, context }: Route.LoaderArgs) {
  const cookies = request.headers.get("cookie");
  return {
    nonce: context.get(nonceContext),
    isWithoutScripts: WITHOUT_SCRIPTS.test(new URL(request.url).pathname),
    brand: env.brand,
    preferences: parsePreferences(cookies),
    hasInlineStyles: import.meta.env.PROD && !hasCachedStyles(cookies),
  };
}

// The nonce and the preferences belong to the document: changing the preferences loads a new one.
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const {
    nonce,
    isWithoutScripts,
    hasInlineStyles = false,
  } = useRouteLoaderData<typeof loader>("root") ?? {};
  const { theme, sidebar } = usePreferences();
  const { accent } = useBrand();
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
        <Stylesheet isInline={hasInlineStyles} />
        {accent && <style>{accentStyle(accent)}</style>}
      </head>
      <body>
        {!isWithoutScripts && <CompositionWatch nonce={nonce} />}
        {children}
        {/* Browsers hide the nonce attribute from scripts, so hydration sees a different value. */}
        {!isWithoutScripts && <ScrollRestoration nonce={nonce} />}
        {!isWithoutScripts && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

/** The tokens of `app.css` that an accent colour of one's own replaces. */
const accentStyle = ({ accent, strong }: NonNullable<Brand["accent"]>) =>
  `:root{--color-accent:light-dark(${accent.light},${accent.dark});--color-accent-strong:light-dark(${strong.light},${strong.dark})}`;

export default function App({ loaderData }: Route.ComponentProps) {
  useCachedStyles(loaderData.hasInlineStyles);
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
