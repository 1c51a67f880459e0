import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHandover, TIMING, type Handover, type HandoverPort } from "./handover.ts";

/** A port that records what it was told, in order; its draft moves as soon as it may. */
function recordingPort() {
  const calls: string[] = [];
  const port: HandoverPort = {
    setThreadId: (id) => void calls.push(`setThreadId ${id}`),
    fetchUpdates: async () => void calls.push("fetchUpdates"),
    moveDraft: async (show) => void calls.push(show() ? "shown" : "kept"),
    refused: () => void calls.push("refused"),
  };
  return { calls, port };
}

function start(options = { trustedHost: true }) {
  const { calls, port } = recordingPort();
  const handover = createHandover(options);
  handover.connect(port);
  return { calls, handover };
}

/** ChatKit's script has come, its frame is ready, and the conversation is on its screen. */
function arrive(handover: Handover, threadId: string) {
  handover.scriptLoaded();
  handover.ready();
  handover.loaded(threadId);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the hand-over to ChatKit", () => {
  it("happens when ChatKit has the page's conversation on its screen", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handover.stage).toBe("preparing");
    handover.loaded("thr_1");
    await vi.advanceTimersByTimeAsync(0);
    expect(handover.stage).toBe("chatkit");
    expect(calls).toEqual(["shown"]);
  });

  it("never happens in the middle of an answer; afterwards ChatKit first catches up", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: "thr_1", held: true, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handover.stage).toBe("preparing");
    handover.changed();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toEqual(["fetchUpdates", "shown"]);
  });

  it("waits for ChatKit's cache to run out before it asks for what has changed", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: "thr_1", held: true, phase: "loaded" });
    arrive(handover, "thr_1");
    handover.changed();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    await vi.advanceTimersByTimeAsync(TIMING.threadCache - 1);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual(["fetchUpdates", "shown"]);
  });

  it("off loopback waits until the domain key has been verified", async () => {
    const { handover } = start({ trustedHost: false });
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(TIMING.verification - 1);
    expect(handover.stage).toBe("preparing");
    await vi.advanceTimersByTimeAsync(1);
    expect(handover.stage).toBe("chatkit");
  });

  it("remembers a refusal of the domain, and stays with the instant view", async () => {
    const { handover, calls } = start({ trustedHost: false });
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(1_200);
    handover.failed();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual(["refused"]);
    expect(handover.stage).toBe("instant");
    handover.scriptLoaded();
    expect(handover.stage).toBe("instant");
  });

  it("gives up on a ChatKit that isn't ready in time", async () => {
    const { handover } = start();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    handover.scriptLoaded();
    await vi.advanceTimersByTimeAsync(TIMING.patience);
    expect(handover.stage).toBe("instant");
    handover.ready();
    handover.loaded("thr_1");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handover.stage).toBe("instant");
  });

  it("takes ChatKit along to another conversation, and shows it all the time", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(0);
    handover.page({ threadId: "thr_2", held: false, phase: "loaded" });
    expect(calls).toEqual(["shown", "setThreadId thr_2"]);
    expect(handover.stage).toBe("chatkit");
    handover.loaded("thr_2");
    expect(handover.stage).toBe("chatkit");
  });

  it("leaves a conversation that is being answered to the instant view", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(0);
    handover.page({ threadId: "thr_2", held: true, phase: "loaded" });
    expect(handover.stage).toBe("preparing");
    expect(calls).toEqual(["shown"]);
    handover.page({ threadId: "thr_2", held: false, phase: "loaded" });
    expect(calls).toEqual(["shown", "setThreadId thr_2"]);
    handover.loaded("thr_2");
    await vi.advanceTimersByTimeAsync(0);
    expect(handover.stage).toBe("chatkit");
  });

  it("has no thread to wait for on the page of a new conversation", async () => {
    const { handover } = start();
    handover.page({ threadId: null, held: false, phase: "new" });
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(TIMING.composer + 1);
    expect(handover.stage).toBe("chatkit");
  });

  it("stays with ChatKit when a conversation was started in it", async () => {
    const { handover, calls } = start();
    handover.page({ threadId: null, held: false, phase: "new" });
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(TIMING.composer + 1);
    handover.moved("thr_new");
    handover.page({ threadId: "thr_new", held: false, phase: "named" });
    expect(handover.stage).toBe("chatkit");
    handover.page({ threadId: "thr_new", held: false, phase: "loaded" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(handover.stage).toBe("chatkit");
    expect(calls).toEqual(["shown"]);
  });

  it("keeps the draft where it is when something is sent while the draft is on its way", async () => {
    const handover = createHandover({ trustedHost: true });
    let show: (() => boolean) | undefined;
    handover.connect({
      ...recordingPort().port,
      moveDraft: async (given) => {
        show = given;
      },
    });
    handover.page({ threadId: "thr_1", held: false, phase: "loaded" });
    arrive(handover, "thr_1");
    await vi.advanceTimersByTimeAsync(0);
    handover.page({ threadId: "thr_1", held: true, phase: "loaded" });
    expect(show?.()).toBe(false);
    expect(handover.stage).toBe("preparing");
  });
});
