import { expect, it } from "vitest";

const sources = import.meta.glob<string>("./**/*.ts", { query: "?raw", import: "default", eager: true });
// The contract is a suite of tests for implementations of `Store`.
const library = Object.entries(sources).filter(([path]) => !/(\.test|-contract)\.ts$/.test(path));

/** What a file imports or re-exports; with `runTime`, only what is left when the types are gone. */
function importsOf(source: string, { runTime = false } = {}): string[] {
  const statements = source.matchAll(/^(?:import|export) (type )?[^;]*?from "([^"]+)";/gm);
  return [...statements].flatMap(([, isType, from]) =>
    from !== undefined && !(runTime && isType) ? [from] : [],
  );
}

it("runs zod and its own files, nothing else", () => {
  const foreign = library.flatMap(([path, source]) =>
    importsOf(source, { runTime: true })
      .filter(
        (from) =>
          from !== "zod" && !(from.startsWith(".") && new URL(from, `file:///${path}`).pathname in own),
      )
      .map((from) => `${path}: ${from}`),
  );
  expect(foreign).toEqual([]);
});

const own: Record<string, string> = Object.fromEntries(
  library.map(([path, source]) => [path.slice(1), source]),
);

it.each(["/sse.ts", "/transcript.ts", "/protocol/index.ts"])("%s brings no zod to the browser", (entry) => {
  const seen = new Set<string>();
  const queue = [entry];
  for (const path of queue) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const from of importsOf(own[path] ?? "", { runTime: true })) {
      queue.push(from.startsWith(".") ? new URL(from, `file://${path}`).pathname : from);
    }
  }
  expect(own[entry]).toBeDefined();
  expect([...seen]).not.toContain("zod");
});
