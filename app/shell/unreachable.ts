import { useEffect, useEffectEvent, useLayoutEffect } from "react";
import { isRouteErrorResponse, useLocation, useRevalidator, type MiddlewareFunction } from "react-router";

/** A loader's results in the router's client middleware. */
type Results = Record<string, { type: "data" | "error"; result: unknown }>;

/** Pauses between attempts to revalidate; the last one repeats. */
const PAUSE_MS = [2_000, 5_000, 15_000, 30_000];

/** The URL (path and query) whose data is on the screen. */
let shownUrl: string | undefined;
let isStale = false;
let scheduleRetry: (() => void) | undefined;

/**
 * Keeps a page's data while it can't be revalidated (no network, a proxy without a server, a restart). The
 * router would replace the page, and the draft in it, with an error page. A navigation to another page still
 * fails as usual.
 */
export const keepWhileUnreachable: MiddlewareFunction<Results> = async ({ request }, next) => {
  const results = await next();
  const { pathname, search } = new URL(request.url);
  if (request.method !== "GET" || pathname + search !== shownUrl) return;
  const failed = Object.entries(results).filter(
    ([, { type, result }]) => type === "error" && isTemporary(result),
  );
  // The router keeps the current data of a route that has no result.
  for (const [routeId] of failed) Reflect.deleteProperty(results, routeId);
  isStale = failed.length > 0;
  scheduleRetry?.();
};

/** True unless the server has answered with a client error, or with a redirect: to the sign-in page, say. */
const isTemporary = (error: unknown) =>
  !(isRouteErrorResponse(error) && error.status < 500) && !(error instanceof Response);

/** Declares that the page of this URL is shown, before its data has been loaded. */
export function markShown(address: string): void {
  shownUrl = address;
}

/** Whether the page of this URL is on the screen, so that loading it again is asking for what is new. */
export const isShown = (address: string): boolean => address === shownUrl;

/** For the layout of all pages: tracks the shown URL, and retries a revalidation that failed. */
export function useFreshData(): void {
  const { pathname, search } = useLocation();
  useLayoutEffect(() => {
    shownUrl = pathname + search;
  }, [pathname, search]);

  const revalidator = useRevalidator();
  const revalidate = useEffectEvent(() => void revalidator.revalidate());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempts = 0;
    scheduleRetry = () => {
      clearTimeout(timer);
      if (!isStale) attempts = 0;
      else if (navigator.onLine) timer = setTimeout(revalidate, PAUSE_MS[attempts++] ?? PAUSE_MS.at(-1));
    };
    const retryNow = () => {
      if (isStale) revalidate();
    };
    addEventListener("online", retryNow);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", retryNow);
      scheduleRetry = undefined;
    };
  }, []);
}
