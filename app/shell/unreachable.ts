import { useEffect, useEffectEvent, useLayoutEffect } from "react";
import { isRouteErrorResponse, useLocation, useRevalidator, type MiddlewareFunction } from "react-router";

/** What a loader came to, as the router has it. */
type Results = Record<string, { type: "data" | "error"; result: unknown }>;

/** Pauses between tries to have the page's data anew; the last one stays. */
const PAUSE_MS = [2_000, 5_000, 15_000, 30_000];

/** The address whose data is on the screen. */
let shown: string | undefined;
let isStale = false;
let ask: (() => void) | undefined;

/**
 * Keeps a page's data while newer data can't be had: no network, a proxy without a server, a server that is
 * being restarted. The router would put an error in the place of the page, and of all that is written in it.
 * Another page that can't be had is an error as ever.
 */
export const keepWhileUnreachable: MiddlewareFunction<Results> = async ({ request }, next) => {
  const results = await next();
  const { pathname, search } = new URL(request.url);
  if (request.method !== "GET" || pathname + search !== shown) return;
  const failed = Object.entries(results).filter(
    ([, { type, result }]) => type === "error" && mayPass(result),
  );
  // What isn't among the results stays as it is.
  for (const [routeId] of failed) Reflect.deleteProperty(results, routeId);
  isStale = failed.length > 0;
  ask?.();
};

/** True unless the server has said that there is no such page for this person. */
const mayPass = (error: unknown) => !(isRouteErrorResponse(error) && error.status < 500);

/** Declares the page of this address shown before its data has been loaded. */
export function markShown(address: string): void {
  shown = address;
}

/** For the frame of all pages: knows what is shown, and asks for its data again while it couldn't be had. */
export function useFreshData(): void {
  const { pathname, search } = useLocation();
  useLayoutEffect(() => {
    shown = pathname + search;
  }, [pathname, search]);

  const revalidator = useRevalidator();
  const revalidate = useEffectEvent(() => void revalidator.revalidate());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    ask = () => {
      clearTimeout(timer);
      if (!isStale) tries = 0;
      else if (navigator.onLine) timer = setTimeout(revalidate, PAUSE_MS[tries++] ?? PAUSE_MS.at(-1));
    };
    const askAtOnce = () => {
      if (isStale) revalidate();
    };
    addEventListener("online", askAtOnce);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", askAtOnce);
      ask = undefined;
    };
  }, []);
}
