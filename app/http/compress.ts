import { promisify } from "node:util";
import { brotliCompress, constants, gzip, zstdCompressSync } from "node:zlib";

const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(json|manifest\+json|javascript)|image\/svg)/;

/** In bytes. Compressing less saves next to nothing. */
const THRESHOLD = 1024;

const brotli = promisify(brotliCompress);

/**
 * The compressors, the preferred one first. A long conversation becomes 20 KB with zstd in 0.2 ms, which is
 * less than a round trip to another thread, so it runs synchronously. Brotli, at the quality that costs as
 * much as gzip, makes 21 KB in 1 ms; it runs on another thread, so that other requests don't wait.
 */
const compressors = {
  zstd: async (body: Uint8Array) => zstdCompressSync(body),
  br: (body: Uint8Array) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
};
type Encoding = keyof typeof compressors;
const ENCODINGS = ["zstd", "br", "gzip"] as const satisfies Encoding[];

/**
 * Compresses a text response as a whole, because compressing chunk by chunk costs a change of threads for
 * each. Server-sent events are not compressed: a compressor would buffer events that should arrive at once. Nor is
 * what says `no-transform`, such as an export, which may be longer than the memory.
 */
export async function compress(response: Response, request: Request): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (request.method === "HEAD" || !response.body || !COMPRESSIBLE.test(type)) return response;
  if (response.headers.has("content-encoding")) return response;
  if (response.headers.get("cache-control")?.includes("no-transform")) return response;
  const body = new Uint8Array(await response.arrayBuffer());
  const { status, statusText, headers } = response;
  const encoding =
    body.byteLength < THRESHOLD
      ? undefined
      : acceptedEncoding(request.headers.get("accept-encoding"), ENCODINGS);
  headers.append("vary", "accept-encoding");
  if (!encoding) return new Response(body, { status, statusText, headers });
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  return new Response(await compressors[encoding](body), { status, statusText, headers });
}

/**
 * The first of our encodings that an `Accept-Encoding` header accepts (RFC 9110, 12.5.3); undefined for none.
 * Our order counts rather than the client's weights, because the cost of an encoding is the server's.
 */
function acceptedEncoding<Ours extends string>(
  header: string | null,
  ours: readonly Ours[],
): Ours | undefined {
  const weights = new Map((header ?? "").split(",").map(weightOf));
  return ours.find((encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0);
}

/** `br;q=0.5` → `["br", 0.5]`. The default weight is 1. */
function weightOf(part: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = part
    .toLowerCase()
    .split(";")
    .map((each) => each.trim());
  const weight = parameters.find((each) => each.startsWith("q="))?.slice(2) ?? "1";
  return [coding, Number(weight) || 0];
}
