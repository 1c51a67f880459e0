import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { playwright } from "./test/runners.ts";

/* `npm run screenshots`: takes the pictures of docs/screenshots anew, of a fresh build. */
await buildIfNeeded();
const { failed } = playwright(findBrowser(), ["screenshots"], { SCREENSHOTS: "docs" });
process.exit(failed > 0 ? 1 : 0);
