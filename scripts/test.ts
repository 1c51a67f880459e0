import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { format, lint, playwright, typegen, types, unused, vitest, type Counts } from "./test/runners.ts";

/*
 * `npm test`: runs every check and test. It continues after a failure, so that one run reports all of them;
 * the last line is the sum over all runners.
 */
const results: Counts[] = [typegen(), types(), lint(), format(), unused(), vitest("unit")];
await buildIfNeeded();
results.push(vitest("integration"), playwright(findBrowser()));

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
// Again at the end, where whoever reads a long log looks first. Browser tests stand right above.
const failures = results.flatMap((result) => result.failures ?? []);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
