import { create as contentDisposition } from "content-disposition";

/**
 * A file to save, which is made while it is sent: nothing transforms it, because that would collect it first. The
 * header's name of the file follows RFC 6266 and RFC 8187.
 */
export function download(file: { name: string; type: string; body: ReadableStream<Uint8Array> }): Response {
  return new Response(file.body, {
    headers: {
      "content-type": file.type,
      "content-disposition": contentDisposition(file.name),
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
    },
  });
}
