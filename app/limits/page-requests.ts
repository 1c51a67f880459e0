import { data } from "react-router";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { countRequest } from "./requests.ts";

/** As `countRequest`, for a page: what is over the limit is answered with 429 and the error page. */
export async function countPageRequest(...[name, key]: Parameters<typeof countRequest>): Promise<void> {
  try {
    await countRequest(name, key);
  } catch (error) {
    if (!(error instanceof ChatKitError) || error.code !== "rate_limited") throw error;
    throw data(error.message, { status: 429 });
  }
}
