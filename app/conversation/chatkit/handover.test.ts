import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TIMING } from "./handover-timing.ts";
import { THREAD_CACHE_MS } from "./shown-thread.ts";
import { arrive, fadeIn, held, loaded, NEW, never, start } from "./testing/handover-port.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the take-over", () => {
  it("waits for the conversation, and paints ChatKit beneath the instant view first", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_1"));
    handover.scriptLoaded();
    handover.loadStarted("thr_1");
    handover.ready();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handover.stage).toBe("preparing");
    handover.loaded("thr_1");
    await vi.advanceTimersByTimeAsync(0);
    expect(handover.stage).toBe("beneath");
    expect(calls).toEqual([]);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
    expect(calls).toEqual(["shown"]);
  });

  it("doesn't happen during an answer; afterwards ChatKit catches up first", async () => {
    const { handover, calls } = start();
    handover.page(held("thr_1"));
    await arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handover.stage).toBe("preparing");
    handover.changed();
    handover.page(loaded("thr_1"));
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(calls).toEqual(["fetchUpdates", "shown"]);
  });

  it("asks for updates no sooner than the client's own cache has run out", async () => {
    const { handover, calls } = start();
    handover.page(held("thr_1"));
    await arrive(handover, "thr_1");
    handover.changed();
    handover.page(loaded("thr_1"));
    await vi.advanceTimersByTimeAsync(THREAD_CACHE_MS - 100);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toEqual(["fetchUpdates"]);
  });

  it("is called off when the page is held while ChatKit fades in", async () => {
    const { handover, calls } = start();
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    handover.page(held("thr_1"));
    expect(handover.stage).toBe("preparing");
    await fadeIn();
    expect(calls).toEqual([]);
    handover.page(loaded("thr_1"));
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
  });

  it("waits until the user is calm", async () => {
    const calm = Promise.withResolvers<void>();
    const { handover } = start({ trustedHost: true }, { calm: () => calm.promise });
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handover.stage).toBe("beneath");
    calm.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(handover.stage).toBe("chatkit");
  });

  it("needs a composer that answers, also for a new conversation", async () => {
    const { handover } = start({ trustedHost: true }, { probe: never });
    handover.page(NEW);
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(TIMING.patience - 1);
    expect(handover.stage).toBe("preparing");
    await vi.advanceTimersByTimeAsync(1);
    expect(handover.stage).toBe("instant");
  });

  it("waits for the verification of the domain where ChatKit verifies it", async () => {
    const { handover } = start({ trustedHost: false });
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(TIMING.verification - 10);
    expect(handover.stage).toBe("preparing");
    await vi.advanceTimersByTimeAsync(10);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
  });

  it("leaves a conversation that is only named to the view that began it", async () => {
    const { handover } = start();
    handover.page(NEW);
    handover.scriptLoaded();
    handover.ready();
    handover.page({ threadId: "thr_new", held: false, phase: "named" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(handover.stage).toBe("preparing");
    handover.page(loaded("thr_new"));
    handover.loadStarted("thr_new");
    handover.loaded("thr_new");
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
  });
});
