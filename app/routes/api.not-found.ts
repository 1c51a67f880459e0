import { ChatKitError } from "#app/chatkit/errors.ts";
import { api } from "#app/http/api.ts";

const notFound = api(async ({ request }) => {
  throw new ChatKitError("not_found", `There is no API at ${new URL(request.url).pathname}.`);
});

export const loader = notFound;
export const action = notFound;
