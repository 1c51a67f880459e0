import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/**
 * Compresses the route manifest, as the build has compressed its other files: React Router writes it after
 * everything else. Each first visit fetches it.
 *
 * @param assets the client build's folder of assets
 */
export function compressManifest(assets: string): void {
  for (const name of readdirSync(assets)) {
    if (!/^manifest-.*\.js$/.test(name)) continue;
    const file = join(assets, name);
    const source = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(source));
    writeFileSync(`${file}.gz`, gzipSync(source));
  }
}
