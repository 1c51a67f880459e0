import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ROOMS } from "./rooms.ts";

const root = resolve(import.meta.dirname, "../..");

/** `import … from "x"`, `export … from "x"` and `import("x")`. */
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(\s*|^import\s+)["']([^"']+)["']/gm;

/**
 * The rooms and the arrows between them as a Mermaid diagram, drawn from the imports of the sources. An
 * arrow leads from a room to one that it imports; types count.
 */
export function drawRooms(): string {
  const arrows = new Set<string>();
  for (const name of Object.keys(ROOMS)) {
    const pattern = join(root, name, "**/*.{ts,tsx}");
    for (const file of globSync(pattern).filter((path) => !/\.test\.tsx?$/.test(path))) {
      for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(SPECIFIER)) {
        const target = roomOf(targetOf(file, specifier));
        if (target && target !== name) arrows.add(`  ${label(name)} --> ${label(target)}`);
      }
    }
  }
  return ["flowchart TD", ...[...arrows].toSorted()].join("\n");
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? relative(root, resolve(dirname(file), specifier)) : "";
}

const roomOf = (path: string) => Object.keys(ROOMS).find((name) => path.startsWith(`${name}/`));
const label = (room: string) => room.replace("app/", "");

// `node scripts/lint/picture.ts` prints the diagram, to be pasted into docs/architecture.md.
if (import.meta.main) console.log(drawRooms());
