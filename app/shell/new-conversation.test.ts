import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createNaming, phaseOf } from "./new-conversation.ts";

let address: string;
beforeEach(() => {
  address = "/chat";
  vi.stubGlobal("history", {
    state: null,
    replaceState: (_state: unknown, _title: string, path: string) => void (address = path),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A router whose navigations end when they are told to. */
function router() {
  const ends: (() => void)[] = [];
  const navigate = () => new Promise<void>((resolve) => void ends.push(resolve));
  const end = async (index: number) => {
    ends[index]?.();
    // What waits for the navigation runs before the event loop's next turn.
    await setImmediate();
  };
  return { navigate, end };
}

it("tells a conversation without an id, with one, and with data apart", () => {
  expect(phaseOf(null, { threadId: null })).toBe("started");
  expect(phaseOf("thr_a", { threadId: null })).toBe("named");
  expect(phaseOf("thr_b", { threadId: "thr_a" })).toBe("named");
  expect(phaseOf("thr_a", { threadId: "thr_a" })).toBe("loaded");
});

it("is under way to the named conversation until the router is there", async () => {
  const naming = createNaming();
  const { navigate, end } = router();
  expect(naming.isUnderWay("/chat/thr_a")).toBe(false);
  naming.begin("thr_a", navigate);
  expect(address).toBe("/chat/thr_a");
  expect(naming.isUnderWay("/chat/thr_a")).toBe(true);
  expect(naming.isUnderWay("/chat/thr_b")).toBe(false);
  const settled = vi.fn<() => void>();
  void naming.settled().then(settled);
  await setImmediate();
  expect(settled).not.toHaveBeenCalled();
  await end(0);
  expect(naming.isUnderWay("/chat/thr_a")).toBe(false);
  expect(settled).toHaveBeenCalledOnce();
});

it("tells when the URL is ahead of the router", async () => {
  const naming = createNaming();
  const { navigate, end } = router();
  const seen: boolean[] = [];
  const unsubscribe = naming.subscribe(() => seen.push(naming.isAhead));
  naming.begin("thr_a", navigate);
  await end(0);
  unsubscribe();
  naming.begin("thr_b", navigate);
  expect(seen).toEqual([true, false]);
});

it("does not take the end of an earlier naming for its own", async () => {
  const naming = createNaming();
  const { navigate, end } = router();
  naming.begin("thr_a", navigate);
  naming.begin("thr_b", navigate);
  await end(0);
  expect(naming.isUnderWay("/chat/thr_b")).toBe(true);
  await end(1);
  expect(naming.isUnderWay("/chat/thr_b")).toBe(false);
});
