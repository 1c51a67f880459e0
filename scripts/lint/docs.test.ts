import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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

it("draws the rooms in docs/architecture.md as the imports are", () => {
  const [, picture] = /```mermaid\n([\s\S]*?)\n```/.exec(read("docs/architecture.md")) ?? [];
  expect(picture, "run: node scripts/lint/picture.ts").toBe(drawRooms());
});

/** Folders whose paths are named in comments and documents. */
const PATH =
  /(?<![\w./@#-])(?:app|db|tests|scripts|docs|bench|public)\/[\w.+/-]*[\w-]\.(?:ts|tsx|js|css|md|json|sql|svg)\b/g;

it("names in comments and documents only paths that exist", () => {
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

it("links in documents only to files that exist", () => {
  const missing: string[] = [];
  for (const path of tracked.filter((one) => one.endsWith(".md"))) {
    for (const [, target = ""] of read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      if (!existsSync(join(root, dirname(path), target))) missing.push(`${path}: ${target}`);
    }
  }
  expect(missing).toEqual([]);
});
