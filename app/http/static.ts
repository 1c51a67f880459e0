import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

export type NodeHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Files of the client build. Those under `/assets/` carry a hash in their name and never change; all
 * were compressed at build time.
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
    // A file that can't be read after all (too many open ones, say) ends its answer, not the process.
    response.once("pipe", (file) => file.once("error", () => response.destroy()));
    files(request, response, next);
  };
}
