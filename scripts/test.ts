import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { format, lint, playwright, typegen, types, vitest, type Counts } from "./test/runners.ts";

/*
 * `npm test`: everything. It goes on after a failure, so that one run tells of all, and its last line
 * sums up every runner.
 */
const results: Counts[] = [typegen(), types(), lint(), format(), vitest("unit")];
await buildIfNeeded();
results.push(vitest("integration"), playwright(findBrowser()));

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
