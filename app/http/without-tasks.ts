import { data, type MiddlewareFunction } from "react-router";
import { env } from "#app/env.server.ts";

/** With `TASKS=off` the pages of the planner don't exist. */
export const withoutTasksMiddleware: MiddlewareFunction<Response> = ({ url }, next) => {
  if (!env.TASKS && /^\/tasks(?:[./]|$)/.test(url.pathname)) throw data(null, { status: 404 });
  return next();
};
