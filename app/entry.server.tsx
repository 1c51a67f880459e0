import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  isRouteErrorResponse,
  ServerRouter,
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
} from "react-router";
import { StoredHtmlProvider, storedHtmlContext } from "#app/conversation/stored-html.tsx";
import { log } from "#app/log.server.ts";
import { nonceContext } from "#app/http/secure-headers.ts";
import { requestId } from "#app/http/request-id.ts";

/** React gives up on a page that isn't whole by then. Nothing here suspends, so it never comes to that. */
const ABORT_MS = 10_000;

/**
 * Renders a document. It is sent when it is whole: no page waits for anything but its loaders, and a
 * browser lays out one response faster than several pieces.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const nonce = context.get(nonceContext);
  return new Promise((resolve, reject) => {
    let statusCode = status;
    const { pipe, abort } = renderToPipeableStream(
      <StoredHtmlProvider value={context.get(storedHtmlContext)}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </StoredHtmlProvider>,
      {
        nonce,
        onAllReady() {
          headers.set("content-type", "text/html; charset=utf-8");
          headers.set("cache-control", "private, no-cache");
          pipe(collect((html) => resolve(new Response(html, { headers, status: statusCode }))));
        },
        onShellError: reject,
        onError(error) {
          statusCode = 500;
          log.error({ err: error, request_id: requestId(context) }, "a page could not be rendered");
        },
      },
    );
    setTimeout(abort, ABORT_MS).unref();
  });
}

/** Takes a document's pieces together: sent on one by one, each of some dozens would cost a task of its own. */
function collect(done: (html: Uint8Array<ArrayBuffer>) => void): Writable {
  const pieces: Buffer[] = [];
  return new Writable({
    write(piece: Buffer, _encoding, next) {
      pieces.push(piece);
      next();
    },
    final(next) {
      done(Buffer.concat(pieces));
      next();
    },
  });
}

/** What loaders and actions throw and didn't mean to. Visitors who leave are no error. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  // A method or an address that there isn't: the client's mistake.
  const level = isRouteErrorResponse(error) && error.status < 500 ? "warn" : "error";
  log[level](
    { err: error, request_id: requestId(context), path: new URL(request.url).pathname },
    "a request failed",
  );
};
