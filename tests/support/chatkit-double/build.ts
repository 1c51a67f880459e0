import { resolve } from "node:path";
import { build } from "vite";

/** Bundles the double into one classic script, as OpenAI's CDN serves the real client. */
export async function buildDouble(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2024",
      minify: false,
      lib: {
        entry: resolve(import.meta.dirname, "index.ts"),
        name: "chatkitDoubleScript",
        formats: ["iife"],
      },
    },
  });
  const [output] = [result].flat();
  const chunk = output && "output" in output ? output.output[0] : undefined;
  if (!chunk) throw new Error("the double could not be bundled");
  return `if (!document.currentScript) throw new Error("chatkit.js is a classic script");\n${chunk.code}`;
}
