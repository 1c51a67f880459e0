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
import { UnsentProvider } from "#app/shell/unsent.ts";
import { StylesProvider } from "#app/shell/stylesheet.tsx";
import { log } from "#app/log.server.ts";
import { ownTurn } from "#app/http/own-turn.ts";
import { nonceContext } from "#app/http/secure-headers.ts";
import { unsentContext } from "#app/http/unsent-form.ts";
import { requestId } from "#app/http/request-id.ts";
import styles from "./shell/styles.css?inline";

/**
 * React aborts a rendering that takes longer. No component suspends on the server, so this is not expected.
 */
const ABORT_MS = 10_000;

/**
 * Renders a document and sends it in one piece: nothing streams after the loaders, and a browser lays out one
 * response faster than several chunks.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const nonce = context.get(nonceContext);
  const unsent = await context.get(unsentContext)(status);
  if (unsent !== undefined) headers.set("cache-control", "no-store");
  await ownTurn();
  return new Promise((resolve, reject) => {
    let statusCode = status;
    const { pipe, abort } = renderToPipeableStream(
      <StylesProvider value={styles}>
        <UnsentProvider value={unsent}>
          <StoredHtmlProvider value={context.get(storedHtmlContext)}>
            <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
          </StoredHtmlProvider>
        </UnsentProvider>
      </StylesProvider>,
      {
        nonce,
        // React would put larger boundaries at the end of the document, from where only a script takes them.
        progressiveChunkSize: Number.MAX_SAFE_INTEGER,
        onAllReady() {
          headers.set("content-type", "text/html; charset=utf-8");
          if (routerContext.renderMeta?.didRenderScripts) headers.set("link", scriptLinks(routerContext));
          if (!headers.has("cache-control")) headers.set("cache-control", "private, no-cache");
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

/** Collects a document's chunks. Sent one by one, each of some dozens would cost an event-loop task. */
function collect(done: (html: Uint8Array<ArrayBuffer>) => void): Writable {
  const chunks: Buffer[] = [];
  return new Writable({
    write(chunk: Buffer, _encoding, next) {
      chunks.push(chunk);
      next();
    },
    final(next) {
      done(Buffer.concat(chunks));
      next();
    },
  });
}

/**
 * A `Link` header that names the page's scripts, the framework's first. The browser then asks for them when it has the
 * headers, while the document is still on its way; and a proxy in front may send them ahead as 103 Early Hints.
 */
function scriptLinks({ manifest, staticHandlerContext }: EntryContext): string {
  const ofRoutes = staticHandlerContext.matches.flatMap(({ route }) => {
    const entry = manifest.routes[route.id];
    return entry ? [...(entry.imports ?? []), entry.module] : [];
  });
  const scripts = new Set([...manifest.entry.imports, ...ofRoutes, manifest.entry.module, manifest.url]);
  return [...scripts].map((path) => `<${path}>; rel=modulepreload`).join(", ");
}

/** Logs unexpected errors of loaders and actions. Requests aborted by the client are not errors. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  // An unknown URL or a method that isn't allowed is the client's mistake; 503 says that the database is away.
  const isExpected = isRouteErrorResponse(error) && (error.status < 500 || error.status === 503);
  const level = isExpected ? "warn" : "error";
  log[level](
    { err: error, request_id: requestId(context), path: new URL(request.url).pathname },
    "a request failed",
  );
};
