import { api } from "#app/http/api.ts";
import { linkOrigin } from "#app/http/origin.ts";
import { openApiDocument } from "#app/open-api/document.server.ts";
import type { Route } from "./+types/api.openapi";

/** `GET /api/openapi.json`: the API as an OpenAPI 3.1 document. */
const route = api({
  GET: async ({ request }: Route.LoaderArgs) =>
    Response.json(openApiDocument(linkOrigin(request)), {
      headers: { "cache-control": "public, max-age=300" },
    }),
});
export const loader = route;
export const action = route;
