import { defineConfig, devices } from "@playwright/test";

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // Generous time-outs: on two busy cores a first answer has taken 12 s, and a whole test 45 s.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  retries: 0,
  use: {
    // A trace of each test would take a quarter of the time.
    trace: "on-first-retry",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        // Otherwise a process of its own, which draws in software as well, takes a twentieth of the time.
        "--in-process-gpu",
        "--disable-software-rasterizer",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A name that is not loopback, so that its plain-http pages are no secure context.
        "--host-resolver-rules=MAP lan.test 127.0.0.1",
      ],
    },
  },
  projects: [
    {
      name: "desktop",
      testIgnore: /phone\.spec\.ts/,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 720 } },
    },
    { name: "phone", testMatch: /(phone|axe)\.spec\.ts/, use: { ...devices["Pixel 7"] } },
    {
      // What a process knows of a running answer, again with two processes that take turns.
      name: "two processes",
      testMatch: /\/(chat|chatkit-answers|limits|running|stopping)\.spec\.ts/,
      metadata: { processes: 2 },
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 720 } },
    },
  ],
});
