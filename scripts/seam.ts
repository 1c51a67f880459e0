import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { playwright } from "./test/runners.ts";

/* `npm run seam`: compares the instant view with the real ChatKit, from a folder with the client's files. */
if (!process.env.CHATKIT_CDN_DIR) {
  console.error(
    "Set CHATKIT_CDN_DIR to a folder with the files of https://cdn.platform.openai.com/ (deployments/chatkit/chatkit.js …).",
  );
  process.exit(2);
}
await buildIfNeeded();
const { failed } = playwright(findBrowser(), ["--config", "tests/seam/playwright.config.ts"]);
process.exit(failed > 0 ? 1 : 0);
