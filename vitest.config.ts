import { defineConfig } from "vitest/config";

const DATA_DIR = "tests/support/data-dir-setup.ts";

export default defineConfig({
  test: {
    setupFiles: ["tests/support/data-dir.ts", "tests/support/console-guard.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // A process for all files: most of the time of one for each went into loading modules again.
          isolate: false,
          globalSetup: [DATA_DIR],
          include: [
            "app/**/*.test.{ts,tsx}",
            "db/**/*.test.ts",
            "scripts/**/*.test.ts",
            "bench/**/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            "tests/{store,routes,runs,process,assistant,conformance,account,files,package}/**/*.test.ts",
          ],
          globalSetup: [DATA_DIR, "tests/support/global-setup.ts"],
          // Two processes for all files, for the same reason. A test that mocks a module resets them first.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Tests wait a lot, for processes and for the database: two at once take three quarters of the time.
          maxWorkers: 2,
          // On two busy cores, an app takes some seconds to start.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
