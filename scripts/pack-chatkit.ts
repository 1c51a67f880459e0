import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/*
 * `npm run chatkit:pack`: app/chatkit as the package `chatkit-server` (ESM and types), packed into
 * build/chatkit-server-<version>.tgz.
 */

const root = resolve(import.meta.dirname, "..");
const source = join(root, "packages/chatkit-server");
const target = join(root, "build/chatkit-server");

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const tsc = join(root, "node_modules/.bin/tsc");
execFileSync(tsc, ["-p", source, "--outDir", join(target, "dist")], { cwd: root, stdio: "inherit" });
for (const name of ["package.json", "README.md", "examples"]) {
  cpSync(join(source, name), join(target, name), { recursive: true });
}
cpSync(join(root, "LICENSE"), join(target, "LICENSE"));
execFileSync("npm", ["pack", "--pack-destination", join(root, "build")], { cwd: target, stdio: "inherit" });
