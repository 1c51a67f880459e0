import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeepAlive } from "./keep-alive.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a silent stream says something soon, and then seldom", () => {
  const say = vi.fn<() => void>();
  createKeepAlive(say);
  vi.advanceTimersByTime(300);
  expect(say).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(14_000);
  expect(say).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(17_000);
  expect(say).toHaveBeenCalledTimes(3);
});

test("a stream that speaks says nothing else", () => {
  const say = vi.fn<() => void>();
  const keepAlive = createKeepAlive(say);
  for (let second = 0; second < 60; second += 1) {
    keepAlive.spoke();
    vi.advanceTimersByTime(second === 0 ? 200 : 1_000);
  }
  expect(say).not.toHaveBeenCalled();
});

test.each([0, 100, 1_000])(
  "says nothing once it is stopped after %s ms, not even for an event that comes late",
  (ms) => {
    const say = vi.fn<() => void>();
    const keepAlive = createKeepAlive(say);
    vi.advanceTimersByTime(ms);
    keepAlive.spoke();
    say.mockClear();
    keepAlive.stop();
    keepAlive.spoke();
    vi.advanceTimersByTime(60_000);
    expect(say).not.toHaveBeenCalled();
  },
);
