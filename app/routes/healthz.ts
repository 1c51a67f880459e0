import { api, privateJson } from "#app/http/api.ts";

/** The process is up. Says nothing of what it depends on: `/readyz` does. */
const route = api({ GET: async () => privateJson({ status: "ok" }) });
export const loader = route;
export const action = route;
