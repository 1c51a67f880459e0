import { constants } from "node:zlib";
import { compressResponse } from "@remix-run/response/compress";

const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(json|manifest\+json|javascript)|image\/svg)/;

/**
 * Compresses what is text and finished. Server-sent events are left alone: a compressor would hold back
 * what should be seen at once. Quality 4 costs about what gzip does and is smaller.
 */
export async function compress(response: Response, request: Request): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (request.method === "HEAD" || !COMPRESSIBLE.test(type)) return response;
  return compressResponse(response, request, {
    encodings: ["br", "gzip"],
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}
