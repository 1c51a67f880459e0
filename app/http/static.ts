import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

export type NodeHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Serves the files of the client build, which were compressed at build time. Files under `/assets/` have a
 * hash in their name and are cached forever.
 */
export function staticFiles(folder: string): NodeHandler {
  const files = sirv(folder, {
    etag: true,
    gzip: true,
    brotli: true,
    extensions: [],
    setHeaders(response, path) {
      response.setHeader("x-content-type-options", "nosniff");
      response.setHeader("cross-origin-resource-policy", "same-origin");
      response.setHeader(
        "cache-control",
        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
    },
  });
  return (request, response, next) => {
    // A read error (too many open files, for example) ends this response and not the process.
    response.once("pipe", (file) => file.once("error", () => response.destroy()));
    files(request, response, next);
  };
}
