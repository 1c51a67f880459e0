import type { MiddlewareFunction } from "react-router";

type Results = Record<string, { type: "data" | "error"; result: unknown }>;

const listeners = new Set<() => void>();

/** Calls `listener` with each change that this tab makes, or has just asked for. */
export function whenChanged(listener: () => void): void {
  listeners.add(listener);
}

/** Says in this tab that it has changed something. */
export function reportChange(): void {
  for (const listener of listeners) listener();
}

/** Client middleware of all routes: reports the forms that the router sends, before and after. */
export const reportActions: MiddlewareFunction<Results> = async ({ request }, next) => {
  if (request.method === "GET") return;
  reportChange();
  await next();
  reportChange();
};
