import { buildIfNeeded } from "./build/build.ts";
import { findBrowser } from "./test/browser.ts";
import { playwright, vitest, type Counts } from "./test/runners.ts";

/*
 * `npm run test:integration` and `npm run test:e2e`: one kind of tests, against a build of the current
 * sources. Arguments after `--` select test files: `npm run test:integration -- tests/routes`.
 */
const [kind, ...files] = process.argv.slice(2);
const runners: Record<string, () => Counts> = {
  integration: () => vitest("integration", files),
  e2e: () => playwright(findBrowser(), files),
};
const run = runners[kind ?? ""];
if (!run) throw new Error(`Usage: test-one ${Object.keys(runners).join(" | ")} [files]`);

await buildIfNeeded();
const { passed, failed } = run();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
