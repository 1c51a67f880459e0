import { readFileSync, writeFileSync } from "node:fs";
import { EXTERNAL, READ } from "./server-dependencies.ts";

/*
 * Leaves in `package.json` only what the server's build doesn't contain, so that `npm prune` removes the rest of
 * node_modules. The Dockerfile calls it in a stage of its own.
 */
const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
const kept = new Set([...EXTERNAL, ...READ]);
const dependencies = Object.fromEntries(
  Object.entries(manifest.dependencies).filter(([name]) => kept.delete(name)),
);
if (kept.size > 0) throw new Error(`no dependency: ${[...kept].join(", ")}`);
writeFileSync("package.json", JSON.stringify({ ...manifest, dependencies }, null, 2));
