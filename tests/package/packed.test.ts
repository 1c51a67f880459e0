import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type InstalledPackage, installPackage } from "#tests/support/chatkit-package.ts";

const root = resolve(import.meta.dirname, "../..");
let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
  for (const name of ["@types/node", "undici-types"]) installed.link(name);
});
afterAll(() => installed.remove());

const read = (file: string) => readFileSync(join(installed.library, file), "utf8");
const manifest = () => JSON.parse(read("package.json"));
const entries = (): string[] => Object.keys(manifest().exports).filter((name) => !name.endsWith(".json"));

test("is packed as publint wants it", async () => {
  const { messages } = await publint({ pkgDir: installed.library, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, manifest()))).toEqual([]);
});

test("has scripts, declarations, maps to sources that are there, and licences", () => {
  const scripts = globSync("dist/**/*.js", { cwd: installed.library });
  expect(scripts.length).toBeGreaterThan(30);
  for (const script of scripts) {
    const files = globSync(script.replace(/js$/, "{d.ts,d.ts.map,js.map}"), { cwd: installed.library });
    expect([script, files.length]).toEqual([script, 3]);
    const { sources } = JSON.parse(read(`${script}.map`));
    for (const source of sources) read(join(script, "..", source));
  }
  expect(read("LICENSE")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
  expect(read("LICENSE-openai-chatkit")).toContain("Apache License");
  expect(globSync("**/*.test.*", { cwd: installed.library })).toEqual([]);
});

test("depends on nothing of the app", () => {
  const { dependencies, peerDependencies } = manifest();
  expect(dependencies).toBeUndefined();
  const allowed = [...Object.keys(peerDependencies), "node:http"];
  for (const file of globSync("{dist,src}/**/*.{js,ts}", { cwd: installed.library })) {
    const imported = [...read(file).matchAll(/^(?:import|export)[^;]*?from "([^."][^"]*)";$/gm)];
    for (const [, name] of imported) expect(allowed, file).toContain(name);
  }
  for (const file of globSync("dist/**/*.{js,ts}", { cwd: installed.library })) {
    expect(read(file), file).not.toMatch(/from "\.[^"]*\.ts"/);
  }
});

test("loads each of its exports without the optional peers, but for the contract of stores", () => {
  const names = entries().filter((name) => name !== "./testing/store-contract");
  const imports = names.map((name) => `import(${JSON.stringify(join("chatkit-server", name))})`);
  const script = `console.log((await Promise.all([${imports.join()}])).map((one) => Object.keys(one).length).join())`;
  const counts = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: installed.folder,
    encoding: "utf8",
  });
  for (const count of counts.split(",")) expect(Number(count)).toBeGreaterThan(0);
});

const OPTIONS = {
  target: "ES2024",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  noPropertyAccessFromIndexSignature: true,
  noEmit: true,
  skipLibCheck: false,
  types: ["node"],
};

/** What the compiler has to say about a file of the project. */
function typeErrors(source: string, options: object): string {
  const tsconfig = { compilerOptions: { ...OPTIONS, ...options }, files: ["consumer.ts"] };
  writeFileSync(join(installed.folder, "tsconfig.json"), JSON.stringify(tsconfig));
  writeFileSync(join(installed.folder, "consumer.ts"), source);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.json"], {
    cwd: installed.folder,
    encoding: "utf8",
  });
  return stdout + stderr;
}

const consumer = readFileSync(join(import.meta.dirname, "consumer.ts"), "utf8");

test.each([
  ["Node's resolution", { module: "nodenext" }],
  ["a bundler's", { module: "esnext", moduleResolution: "bundler" }],
])("has types that a strict project can use, by %s", (_name, options) => {
  expect(typeErrors(consumer, options)).toBe("");
  const wrong = consumer.replace('text("Sunny")', 'text({ value: "Sunny" })');
  expect(typeErrors(wrong, options)).toMatch(/^consumer\.ts\(\d+,\d+\): error TS2345/);
});

test("has a bridge to the Agents SDK whose types are as the README says", () => {
  const [, code = ""] = /## Agents SDK\n\n```ts\n(.*?)\n```/s.exec(read("README.md")) ?? [];
  const given =
    'interface Context { userId: string }\ndeclare const store: import("chatkit-server").Store<Context>;';
  installed.link("@openai/agents");
  // The SDK's own declarations need more than they say.
  expect(typeErrors(`${code}\n${given}`, { module: "nodenext", skipLibCheck: true })).toBe("");
});
