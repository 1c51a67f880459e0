import { existsSync } from "node:fs";

/**
 * The file of a worker: its source, or its entry of the server build, beside or above the chunk of the caller.
 *
 * @param from the caller's `import.meta.url`
 */
export function findWorkerFile(from: string, name: string): URL {
  const files = [`./${name}.server.ts`, `./${name}.ts`, `./${name}.js`, `../${name}.js`];
  const found = files.map((path) => new URL(path, from)).find((url) => existsSync(url));
  if (!found) throw new Error(`The build has no entry for the worker ${name}.`);
  return found;
}
