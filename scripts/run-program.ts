import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * Runs a program that is in the server's build, too: from there, where there is one of these sources, because loading the
 * sources takes longer than what most commands do. The image has no sources.
 */
export async function runProgram(name: "admin" | "db"): Promise<void> {
  const built = join(root, "build/server", `${name}.js`);
  await import((await isCurrent(built)) ? built : `./${name}/main.ts`);
}

async function isCurrent(built: string): Promise<boolean> {
  if (!existsSync(built)) return false;
  // The image has a build, and not what another would be made with.
  if (!existsSync(join(root, "vite.config.ts"))) return true;
  const { isFresh } = await import("./build/build.ts");
  return isFresh();
}
