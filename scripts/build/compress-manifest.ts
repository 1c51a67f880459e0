import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/**
 * Compresses the route manifest, which every first visit fetches. React Router writes it after Vite's
 * compression plugin has run, so the plugin misses it.
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
