import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const ASSIGNMENT = "window.__reactRouterManifest=";

interface ManifestRoute {
  parentId?: string;
  hasDefaultExport: boolean;
  [flag: string]: unknown;
}

/**
 * Shrinks and compresses the route manifest, which every first visit fetches. It leaves out the routes that are no pages and
 * not called by the router (the API, health checks, files), and flags that are false. React Router writes it after Vite's
 * compression plugin has run, so the plugin misses it.
 *
 * @param assets the client build's folder of assets
 */
export function shrinkManifest(assets: string): void {
  for (const name of readdirSync(assets)) {
    if (!/^manifest-.*\.js$/.test(name)) continue;
    const file = join(assets, name);
    const source = readFileSync(file, "utf8");
    if (!source.startsWith(ASSIGNMENT)) continue;
    const small = shrink(source);
    writeFileSync(file, small);
    writeFileSync(`${file}.br`, brotliCompressSync(small));
    writeFileSync(`${file}.gz`, gzipSync(small));
  }
}

function shrink(source: string): string {
  const manifest: { routes: Record<string, ManifestRoute> } = JSON.parse(
    source.slice(ASSIGNMENT.length).replace(/;\s*$/, ""),
  );
  const routes = Object.entries(manifest.routes)
    .filter(([, { parentId, hasDefaultExport }]) => parentId !== "root" || hasDefaultExport)
    .map(([id, route]) => [
      id,
      Object.fromEntries(Object.entries(route).filter(([, value]) => value !== false)),
    ]);
  return `${ASSIGNMENT}${JSON.stringify({ ...manifest, routes: Object.fromEntries(routes) })};`;
}
