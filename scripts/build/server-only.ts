import { relative } from "node:path";
import type { Plugin } from "vite";
import { isServerOnly } from "../lint/refused-import.ts";

/**
 * A Vite plugin that fails the browser's build when it contains a server-only file. React Router checks only
 * file names that end in `.server`; this one also checks the server-only rooms of `scripts/lint/rooms.ts`.
 */
export function serverOnly(root: string): Plugin {
  return {
    name: "server-only-rooms",
    applyToEnvironment: (environment) => environment.name === "client",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const path = relative(root, id.split("?", 1)[0] ?? id);
          if (renderedLength > 0 && isServerOnly(path)) {
            this.error(`${path} runs on the server only, but ${chunk.fileName} would bring it to the browser.`);
          }
        }
      }
    },
  };
}
