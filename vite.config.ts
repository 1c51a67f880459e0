import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";
import { CHUNKS } from "./scripts/build/chunks.ts";
import { plainImports } from "./scripts/build/plain-imports.ts";
import { EXTERNAL } from "./scripts/build/server-dependencies.ts";
import { serverOnly } from "./scripts/build/server-only.ts";

export default defineConfig(({ command }) => ({
  plugins: [
    tailwindcss(),
    reactRouter(),
    serverOnly(import.meta.dirname),
    plainImports(),
    {
      // React Router names all entries of the server's build `index.js`.
      name: "server-file-names",
      applyToEnvironment: (environment) => environment.name === "ssr",
      outputOptions: (options) => ({
        ...options,
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        comments: { legal: true, annotation: false, jsdoc: false },
      }),
    },
    {
      ...compression({
        include: /\.(js|css|svg|json|webmanifest)$/,
        // Of the server, which the plugin would compress all the same.
        exclude: [/^chunks\//, /^(index|admin|db|[a-z]+-worker)\.js$/],
        algorithms: ["brotliCompress", "gzip"],
        threshold: 512,
      }),
      applyToEnvironment: (environment) => environment.name === "client",
    },
  ],
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } } } },
    ssr: {
      resolve:
        command === "build"
          ? { noExternal: true, external: EXTERNAL }
          : // Because Node would load its CommonJS build, which contains every icon.
            { noExternal: ["lucide-react"] },
      build: {
        // The styles are in documents, too.
        cssMinify: true,
        // The process is the entry of the server build, so that pages and process share one module graph
        // (one database handle, one registry of runs).
        rolldownOptions: {
          input: {
            index: "./app/server.ts",
            // Started in threads by app/markdown/render-pool.server.ts.
            "render-worker": "./app/markdown/render-worker.server.ts",
            // Started in a thread by app/files/inspect.ts.
            "inspect-worker": "./app/files/inspect-worker.ts",
            // Started in a thread by app/sharing/preview.server.ts.
            "preview-worker": "./app/sharing/preview-worker.server.ts",
            // Run by scripts/admin.ts and scripts/db.ts.
            admin: "./scripts/admin/main.ts",
            db: "./scripts/db/main.ts",
          },
        },
      },
    },
  },
  // Without the bundler's own preloading, whose lists of files every page would load: React Router names the files
  // of a page, and what is loaded on demand needs few.
  build: { assetsInlineLimit: 0, target: "es2022", modulePreload: false },
}));
