import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of, relative to the project's root. */
const INPUTS = [
  "app",
  "db",
  "public",
  "package.json",
  "package-lock.json",
  "react-router.config.ts",
  "tsconfig.json",
  "vite.config.ts",
  "scripts/build",
  "scripts/lint",
];

/** One hash over the names and contents of all inputs: the same hash, the same build. */
export function hashInputs(root: string): string {
  const hash = createHash("sha256");
  for (const file of INPUTS.flatMap((input) => filesOf(root, input)).toSorted()) {
    hash.update(file).update("\0").update(readFileSync(join(root, file))).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(root: string, path: string): string[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) return filesOf(root, child);
      // Tests are no part of what is served.
      return /\.test\.tsx?$|\.md$/.test(entry.name) ? [] : [child];
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return [path];
    throw error;
  }
}
