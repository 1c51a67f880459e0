import { get } from "node:http";
import { atMost, note, type Figure } from "../report.ts";
import type { Page } from "../world.ts";

const KB = 1024;

/** The document's size over the wire in each encoding. */
export async function documentFigures(page: Page): Promise<Figure[]> {
  const size = async (encoding: string) => (await bytesOf(page, encoding)) / KB;
  return [
    atMost("document, gzip", await size("gzip"), 60, " KB", 1),
    atMost("document, brotli", await size("br"), 60, " KB", 1),
    atMost("document, zstd (what browsers get)", await size("zstd"), 60, " KB", 1),
    note("document, uncompressed", await size("identity"), " KB"),
  ];
}

function bytesOf({ url, cookie }: Page, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, "accept-encoding": encoding } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.byteLength));
      response.on("end", () => resolve(bytes));
    }).on("error", reject);
  });
}
