import { linkOrigin } from "#app/http/origin.ts";
import { openApiDocument } from "#app/open-api/document.server.ts";
import { makeReference } from "#app/open-api/make-reference.ts";
import { ReferencePage } from "#app/open-api/reference-page.tsx";
import type { Route } from "./+types/api.docs";

export function loader({ request }: Route.LoaderArgs) {
  const origin = linkOrigin(request);
  return { origin, reference: makeReference(openApiDocument(origin)) };
}

/** The API, to read. */
export default function ApiDocs({ loaderData }: Route.ComponentProps) {
  return <ReferencePage {...loaderData} />;
}
