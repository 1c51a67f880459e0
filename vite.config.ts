import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";
import { serverOnly } from "./scripts/build/server-only.ts";

export default defineConfig({
  plugins: [
    tailwindcss(),
    reactRouter(),
    serverOnly(import.meta.dirname),
    {
      ...compression({
        include: /\.(js|css|svg|json|webmanifest)$/,
        algorithms: ["brotliCompress", "gzip"],
        threshold: 512,
      }),
      applyToEnvironment: (environment) => environment.name === "client",
    },
  ],
  environments: {
    ssr: {
      // Bundled, because Node would load its CommonJS build, which contains every icon.
      resolve: { noExternal: ["lucide-react"] },
      build: {
        // The process is the entry of the server build, so that pages and process share one module graph: one
        // database handle, one registry of runs.
        rolldownOptions: { input: "./app/server.ts" },
      },
    },
  },
  build: { assetsInlineLimit: 0, target: "es2022" },
});
