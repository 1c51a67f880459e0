import { createContext, type RouterContextProvider } from "react-router";

const HEADER = "x-request-id";
const requestIdContext = createContext<string>("-");

/** A well-formed `x-request-id` of a proxy is kept, so that both logs have the same id. */
export const givenOrNewId = (given: unknown): string =>
  typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();

/** Gives the request its id. */
export function nameRequest(request: Request, context: RouterContextProvider): string {
  const id = givenOrNewId(request.headers.get(HEADER));
  context.set(requestIdContext, id);
  return id;
}

/** The request's id, as in the `x-request-id` response header, the log and error bodies. */
export function requestId(context: Readonly<RouterContextProvider>): string {
  return context.get(requestIdContext);
}

/** Adds the `x-request-id` header to a response. */
export function withRequestId(response: Response, id: string): Response {
  response.headers.set(HEADER, id);
  return response;
}
