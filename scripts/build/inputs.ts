import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files and folders that a build is made from, relative to the root. */
const INPUTS = [
  "app",
  "db",
  "public",
  "package.json",
  "package-lock.json",
  "react-router.config.ts",
  "tsconfig.json",
  "vite.config.ts",
  "scripts/admin",
  "scripts/build",
  "scripts/db",
  "scripts/lint",
];

/** Hashes the names and contents of all inputs. The same hash means the same build. */
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
      // Tests and documentation are not part of the build.
      return /\.test\.tsx?$|\.md$/.test(entry.name) ? [] : [child];
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return [path];
    throw error;
  }
}
