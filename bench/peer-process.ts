import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { staticFiles } from "#app/http/static.ts";

/*
 * A bare node:http server for one document: `peer-process.ts <folder> file|compressing`. As a file
 * it is compressed beforehand; `compressing` does so for each request, as the app has to. Scripts and styles
 * are the app's own, served as the app serves them.
 */
const [, , folder = "", mode] = process.argv;
const html = readFileSync(join(folder, "page.html"));
const headers: [string, string][] = JSON.parse(readFileSync(join(folder, "headers.json"), "utf8"));
const compressed = zstdCompressSync(html);
const files = staticFiles(join(import.meta.dirname, "../build/client"));

const server = createServer((request, response) => {
  // For the bench's controls: a stylesheet that holds up the first paint.
  if (request.url === "/slow.css") {
    response.writeHead(200, { "content-type": "text/css" });
    return void setTimeout(() => response.end("/* slow */"), 1_000);
  }
  files(request, response, () => {
    const body = mode === "compressing" ? zstdCompressSync(html) : compressed;
    response.writeHead(200, {
      ...Object.fromEntries(headers),
      "content-encoding": "zstd",
      "content-length": body.byteLength,
    });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(address.port);
});
// Exit with the bench, which holds the other end of stdin.
process.stdin.on("end", () => process.exit()).resume();
