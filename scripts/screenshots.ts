import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { playwright } from "./test/runners.ts";

/* `npm run screenshots`: takes the pictures in docs/screenshots again, from a build of the current sources. */
await buildIfNeeded();
const { failed } = playwright(findBrowser(), ["screenshots"], { SCREENSHOTS: "docs" });
process.exit(failed > 0 ? 1 : 0);
