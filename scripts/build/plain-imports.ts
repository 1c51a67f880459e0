import type { Plugin } from "vite";

/**
 * A Vite plugin that leaves `import()` as it is. Vite wraps each in a helper of 1 KB that loads the styles and the
 * imports of code loaded on demand before it; here, all styles are in one file that every page has, and such code has few
 * imports. The build fails when it would need the helper.
 */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.name === "client",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || chunk.isEntry) continue;
        if ((chunk.viteMetadata?.importedCss.size ?? 0) > 0) {
          this.error(`Nothing would load the styles of ${chunk.fileName}. Import them in app/shell/styles.css.`);
        }
      }
    },
  };
}
