import { relative } from "node:path";
import type { Plugin } from "vite";
import { isServerOnly } from "../lint/rooms.ts";

/**
 * Fails the browser's build when a server-only file is part of it. React Router checks names that end in
 * `.server`; this checks whole rooms, as `scripts/lint/rooms.ts` lists them.
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
