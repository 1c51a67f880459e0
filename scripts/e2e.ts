import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { playwright } from "./test/runners.ts";

/* `npm run test:e2e`: the browser tests alone, against a fresh build. */
await buildIfNeeded();
const { passed, failed } = playwright(findBrowser());
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
