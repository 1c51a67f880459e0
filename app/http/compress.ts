import { promisify } from "node:util";
import { brotliCompress, constants, gzip, zstdCompressSync } from "node:zlib";

const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(json|manifest\+json|javascript)|image\/svg)/;

/** Below this many bytes there is next to nothing to save. */
const THRESHOLD = 1024;

const brotli = promisify(brotliCompress);

/**
 * How each encoding is made, the preferred one first. zstd makes 20 KB of a long conversation in 0.2 ms, which
 * is less than the way to another thread and back; brotli, at the quality that costs what gzip does, 21 KB in
 * 1 ms, which other requests need not wait for.
 */
const compressors = {
  zstd: async (body: Uint8Array) => zstdCompressSync(body),
  br: (body: Uint8Array) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
};
type Encoding = keyof typeof compressors;
const ENCODINGS = ["zstd", "br", "gzip"] as const satisfies Encoding[];

/**
 * Compresses what is text and finished, all at once: piece by piece costs a change of threads for each.
 * Server-sent events are left alone: a compressor would hold back what should be seen at once.
 */
export async function compress(response: Response, request: Request): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (request.method === "HEAD" || !response.body || !COMPRESSIBLE.test(type)) return response;
  if (response.headers.has("content-encoding")) return response;
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
 * The first of our encodings, in our order, that an `Accept-Encoding` header takes (RFC 9110, 12.5.3): we know
 * better than a client what each costs us. Undefined for none: the body is then sent as it is.
 */
export function acceptedEncoding<Ours extends string>(
  header: string | null,
  ours: readonly Ours[],
): Ours | undefined {
  const weights = new Map((header ?? "").split(",").map(weightOf));
  return ours.find((encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0);
}

/** `br;q=0.5` → `["br", 0.5]`; a weight that is left out is 1. */
function weightOf(part: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = part
    .toLowerCase()
    .split(";")
    .map((each) => each.trim());
  const weight = parameters.find((each) => each.startsWith("q="))?.slice(2) ?? "1";
  return [coding, Number(weight) || 0];
}
