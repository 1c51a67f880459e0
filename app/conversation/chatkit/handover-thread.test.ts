import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TIMING } from "./handover-timing.ts";
import { LOAD_START_MS, THREAD_CACHE_MS } from "./shown-thread.ts";
import { arrive, fadeIn, held, loaded, NEW, start } from "./testing/handover-port.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("ChatKit's thread", () => {
  it("is where its events say, in every stage: a kept thread is not loaded again", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    // The user opens B, where ChatKit follows, and A again while its answer runs.
    handover.page(loaded("thr_b"));
    expect(calls).toContain("setThreadId thr_b");
    handover.moved("thr_b");
    handover.loadStarted("thr_b");
    handover.loaded("thr_b");
    handover.page(held("thr_a"));
    expect(handover.stage).toBe("preparing");
    handover.page(loaded("thr_a"));
    expect(calls.at(-1)).toBe("setThreadId thr_a");
    handover.moved("thr_a");
    await vi.advanceTimersByTimeAsync(THREAD_CACHE_MS + LOAD_START_MS);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
    handover.page(loaded("thr_b"));
    expect(calls.at(-1), "ChatKit is told, as it knows that it is in A").toBe("setThreadId thr_b");
  });

  it("that was kept is brought up to date when it is shown again", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.page(loaded("thr_b"));
    handover.moved("thr_b");
    await vi.advanceTimersByTimeAsync(LOAD_START_MS);
    expect(calls.at(-1)).toBe("fetchUpdates");
  });

  it("that it was told to go to is not the user's choice, however late it gets there", async () => {
    const { handover } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.page(loaded("thr_b"));
    handover.page(loaded("thr_a"));
    expect(handover.moved("thr_b"), "the page is in A again by now").toBe(true);
    expect(handover.moved("thr_a")).toBe(true);
    expect(handover.moved("thr_new"), "begun in ChatKit").toBe(false);
  });

  it("is kept while the page is on its way to a conversation that was begun in ChatKit", async () => {
    const { handover, calls } = start();
    handover.page(NEW);
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
    expect(handover.moved("thr_new"), "begun in ChatKit").toBe(false);
    await vi.advanceTimersByTimeAsync(THREAD_CACHE_MS + LOAD_START_MS);
    expect(calls, "ChatKit has all of it").not.toContain("fetchUpdates");
    // The first answer is over before the page is there, and ChatKit loads what is new.
    handover.loadStarted("thr_new");
    handover.loaded("thr_new");
    expect(calls.filter((call) => call.startsWith("setThreadId"))).toEqual([]);
    handover.page(loaded("thr_new"));
    expect(calls.filter((call) => call.startsWith("setThreadId"))).toEqual([]);
    // A visit of another page, a new chat too, is followed again.
    handover.page({ ...NEW, visit: "later" });
    expect(calls.at(-1)).toBe("setThreadId null");
  });

  it("is known also when nobody listened yet as its load began", async () => {
    const { handover } = start();
    handover.page(loaded("thr_1"));
    handover.scriptLoaded();
    handover.ready();
    handover.loaded("thr_1");
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
  });

  it("is not the one whose load ends after ChatKit has left it", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.loadStarted("thr_a");
    handover.page(loaded("thr_b"));
    handover.moved("thr_b");
    handover.loaded("thr_a");
    expect(handover.isShowing("thr_b")).toBe(true);
    handover.page(loaded("thr_a"));
    expect(calls.at(-1), "it isn't there").toBe("setThreadId thr_a");
  });

  it("that doesn't come in time leaves the instant view in charge", async () => {
    const { handover } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.page(loaded("thr_b"));
    handover.moved("thr_b");
    handover.loadStarted("thr_b");
    await vi.advanceTimersByTimeAsync(TIMING.patience);
    expect(handover.stage).toBe("instant");
  });

  it("that was kept waits for its own cache, not for another thread's", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.page(loaded("thr_b"));
    handover.moved("thr_b");
    handover.loadStarted("thr_b");
    await vi.advanceTimersByTimeAsync(THREAD_CACHE_MS);
    handover.loaded("thr_b");
    handover.page(loaded("thr_a"));
    handover.moved("thr_a");
    await vi.advanceTimersByTimeAsync(LOAD_START_MS);
    expect(calls.at(-1), "A was loaded long ago").toBe("fetchUpdates");
  });

  it("that the user begins in ChatKit is the page's to name", async () => {
    const { handover, calls } = start();
    handover.page(NEW);
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
    handover.moved("thr_new");
    handover.page({ ...NEW });
    handover.page({ threadId: "thr_new", held: false, phase: "named" });
    expect(calls).toEqual(["shown"]);
    expect(handover.stage).toBe("chatkit");
  });

  it("is not told about another page than a conversation", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_a"));
    await arrive(handover, "thr_a");
    await fadeIn();
    handover.page(null);
    handover.page(loaded("thr_a"));
    expect(handover.stage).toBe("chatkit");
    expect(calls).toEqual(["shown"]);
  });
});
