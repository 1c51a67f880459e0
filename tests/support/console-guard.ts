import { afterEach, beforeEach, expect, vi } from "vitest";

/**
 * Fails a test that makes somebody log an error or a warning that it didn't expect: what an operator
 * would have to look at, a test has to look at first. A test that means it clears the spy.
 */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const unexpected = [console.error, console.warn].flatMap((log) =>
    vi.isMockFunction(log) ? log.mock.calls.map((call) => call.map(String).join(" ")) : [],
  );
  vi.restoreAllMocks();
  // This file belongs to every test.
  // oxlint-disable-next-line vitest/no-standalone-expect
  expect(unexpected, "unexpected console output").toEqual([]);
});
