import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

/*
 * `npm run chatkit:pack`: app/chatkit as the package `chatkit-server` (ESM, types, and the sources that their maps lead
 * to), packed into build/. Another folder for the archive may be given; it is printed as the last line.
 */

const root = resolve(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(root, "build"));

mkdirSync(join(root, "build"), { recursive: true });
mkdirSync(target, { recursive: true });
// Here, and not in a temporary folder, because the compiler looks for the peers above its files.
const stage = mkdtempSync(join(root, "build/chatkit-server-"));
try {
  cpSync(join(root, "packages/chatkit-server"), stage, { recursive: true });
  cpSync(join(root, "LICENSE"), join(stage, "LICENSE"));
  for (const file of globSync("**/*.ts", { cwd: join(root, "app/chatkit") })) {
    if (!file.endsWith(".test.ts")) cpSync(join(root, "app/chatkit", file), join(stage, "src", file));
  }
  takeWidgetTypes(join(stage, "src/protocol"));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", stage], {
    cwd: root,
    stdio: "inherit",
  });
  for (const file of globSync("dist/**/*.d.ts", { cwd: stage })) nameScripts(join(stage, file));
  // Sources of the app's own that no export leads to.
  for (const file of globSync("**/*.ts", { cwd: join(stage, "src") })) {
    if (!existsSync(join(stage, "dist", file.replace(/ts$/, "d.ts")))) rmSync(join(stage, "src", file));
  }
  const output = execFileSync("npm", ["pack", "--pack-destination", target, "--ignore-scripts", "--silent"], {
    cwd: stage,
    encoding: "utf8",
  });
  console.log(join(target, output.trim()));
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/**
 * Takes the types of widgets along, as a file of the package. `@openai/chatkit` can't be a dependency: its declarations
 * import each other without extensions, so by Node's resolution its types would be `any`.
 */
function takeWidgetTypes(folder: string): void {
  const published = join(root, "node_modules/@openai/chatkit");
  const { version } = JSON.parse(readFileSync(join(published, "package.json"), "utf8"));
  const types = readFileSync(join(published, "types/widgets.d.ts"), "utf8");
  // In a declaration file, all of them are exported.
  const exported = types.replaceAll(/^type /gm, "export type ");
  const origin = `/* Of @openai/chatkit ${version}: see LICENSE-openai-chatkit. Changed: every type is exported. */`;
  writeFileSync(join(folder, "published-widgets.ts"), `${origin}\n\n${exported}`);
  cpSync(join(published, "LICENSE"), join(folder, "../../LICENSE-openai-chatkit"));
  const file = join(folder, "widget-types.ts");
  const ours = readFileSync(file, "utf8");
  const taken = ours.replace(
    'import type { Widgets } from "@openai/chatkit";',
    'import type * as Widgets from "./published-widgets.ts";',
  );
  if (taken.includes('@openai/chatkit";')) throw new Error(`${file} imports other types of @openai/chatkit`);
  writeFileSync(file, taken);
}

/** Has a declaration name the scripts that are beside it, instead of the sources that they are made of. */
function nameScripts(file: string): void {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/((?:from|import\()\s*"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
}
