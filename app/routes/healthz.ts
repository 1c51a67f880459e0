import { api, privateJson } from "#app/http/api.ts";

/** The process is up. `/readyz` also checks what it depends on. */
const route = api({ GET: async () => privateJson({ status: "ok" }) });
export const loader = route;
export const action = route;
