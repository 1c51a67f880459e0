import { createContext, type RouterContextProvider } from "react-router";

const HEADER = "x-request-id";
const requestIdContext = createContext<string>("-");

/**
 * Names the request for the log, error bodies and the answer's `x-request-id`. A proxy's own id is kept
 * while it is well-formed, so that one id leads through both logs.
 */
export function nameRequest(request: Request, context: RouterContextProvider): string {
  const given = request.headers.get(HEADER);
  const id = given && /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();
  context.set(requestIdContext, id);
  return id;
}

/** The id that the answer's `x-request-id`, the log and error bodies share. */
export function requestId(context: Readonly<RouterContextProvider>): string {
  return context.get(requestIdContext);
}

/** The answer with the request's id on it. */
export function withRequestId(response: Response, id: string): Response {
  response.headers.set(HEADER, id);
  return response;
}
