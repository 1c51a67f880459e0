import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { drawRooms } from "./picture.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

it("docs/architecture.md shows the arrows that the imports make", () => {
  const [, picture] = /```mermaid\n([\s\S]*?)\n```/.exec(read("docs/architecture.md")) ?? [];
  expect(picture, "run: node scripts/lint/picture.ts").toBe(drawRooms());
});

/** A path of a file in one of the project's folders. */
const PATH =
  /(?<![\w./@#-])(?:app|db|tests|scripts|docs|bench|public)\/[\w.+/-]*[\w-]\.(?:ts|tsx|js|css|md|json|sql|svg)\b/g;

it("every path named in a comment or document exists", () => {
  const missing: string[] = [];
  for (const path of tracked.filter((one) => /\.(ts|tsx|md|yml)$/.test(one) && !one.includes("CHANGELOG"))) {
    for (const line of read(path).split("\n")) {
      const isProse = path.endsWith(".md") || /^\s*(?:\/?\*|\/\/)/.test(line);
      if (!isProse) continue;
      for (const [name] of line.matchAll(PATH)) {
        if (!existsSync(join(root, name))) missing.push(`${path}: ${name}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

it("every file that a document names without its folder exists", () => {
  const names = new Set(tracked.map((path) => basename(path)));
  const missing: string[] = [];
  for (const path of tracked.filter((one) => one.endsWith(".md") && !one.includes("CHANGELOG"))) {
    for (const [, name = ""] of read(path).matchAll(/`([\w-][\w.-]*\.(?:tsx?|css|mjs))`/g)) {
      if (!names.has(name)) missing.push(`${path}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

/** A link's text and its relative target. */
const LINK = /\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

it("every relative link in a document leads to a file, and to the one that its text names", () => {
  const wrong: string[] = [];
  for (const path of tracked.filter((one) => one.endsWith(".md"))) {
    for (const [, text = "", target = ""] of read(path).matchAll(LINK)) {
      const name = text.replaceAll("`", "");
      const isPath = /^[\w./-]+\.[a-z]+$/.test(name);
      const isNamed = !isPath || `/${target}`.endsWith(`/${name.replace(/^(?:\.{1,2}\/)+/, "")}`);
      if (!isNamed || !existsSync(join(root, dirname(path), target)))
        wrong.push(`${path}: [${text}](${target})`);
    }
  }
  expect(wrong).toEqual([]);
});
