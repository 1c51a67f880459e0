import { afterEach, beforeEach, expect, vi } from "vitest";

/** Fails a test in which an unexpected error or warning is logged. A test that expects one clears the spy. */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const unexpected = [console.error, console.warn].flatMap((log) =>
    vi.isMockFunction(log) ? log.mock.calls.map((call) => call.map(String).join(" ")) : [],
  );
  vi.restoreAllMocks();
  // This file is a setup file of every test.
  // oxlint-disable-next-line vitest/no-standalone-expect
  expect(unexpected, "unexpected console output").toEqual([]);
});
