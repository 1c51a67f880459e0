/** The first bytes of each file in a ZIP (APPNOTE 4.3.7). */
const FILE_HEADER = [0x50, 0x4b, 0x03, 0x04];

/**
 * Downloads a ZIP that is made while it is sent, and saves it under the server's name.
 *
 * @param onProgress called with the files that have arrived and their number, from the header `x-archive-files`
 * @throws when the download breaks off
 */
export async function download(
  url: string,
  onProgress: (files: number, total: number) => void,
): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const total = Number(response.headers.get("x-archive-files") ?? 0);
  const count = countFiles((files) => onProgress(Math.min(files, total), total));
  const blob = await new Response(response.body.pipeThrough(count)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  link.download = name ?? "everything.zip";
  link.click();
  // The browser has to have begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Passes chunks on, and counts the headers of files in them. One may be cut by the end of a chunk. */
function countFiles(onFile: (files: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let files = 0;
  let matched = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const before = files;
      for (const byte of chunk) {
        matched = byte === FILE_HEADER[matched] ? matched + 1 : Number(byte === FILE_HEADER[0]);
        if (matched === FILE_HEADER.length) {
          files += 1;
          matched = 0;
        }
      }
      if (files > before) onFile(files);
      controller.enqueue(chunk);
    },
  });
}
