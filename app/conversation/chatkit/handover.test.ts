import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHandover, TIMING } from "./handover.ts";
import type { Handover, HandoverPort, PageState } from "./handover-types.ts";
import { LOAD_START_MS, THREAD_CACHE_MS } from "./shown-thread.ts";

/** A port that records what it was told, in order; its draft moves as soon as it may. */
function recordingPort(overrides: Partial<HandoverPort> = {}) {
  const calls: string[] = [];
  const port: HandoverPort = {
    probe: async () => undefined,
    setThreadId: (id) => void calls.push(`setThreadId ${id}`),
    fetchUpdates: async () => void calls.push("fetchUpdates"),
    calm: async () => undefined,
    moveDraft: async (show) => void calls.push(show() ? "shown" : "kept"),
    refused: () => void calls.push("refused"),
    dropOptions: () => false,
    ...overrides,
  };
  return { calls, port };
}

function start(options = { trustedHost: true }, overrides: Partial<HandoverPort> = {}) {
  const { calls, port } = recordingPort(overrides);
  const handover = createHandover(options);
  handover.connect(port);
  return { calls, handover };
}

const loaded = (threadId: string): PageState => ({ threadId, held: false, phase: "loaded" });
const held = (threadId: string): PageState => ({ threadId, held: true, phase: "loaded" });
const NEW: PageState = { threadId: null, held: false, phase: "started" };

/** ChatKit's script has come, its composer answers, and the conversation is on its screen. */
async function arrive(handover: Handover, threadId: string) {
  handover.scriptLoaded();
  handover.loadStarted(threadId);
  handover.ready();
  await vi.advanceTimersByTimeAsync(0);
  handover.loaded(threadId);
  await vi.advanceTimersByTimeAsync(0);
}
const fadeIn = () => vi.advanceTimersByTimeAsync(TIMING.fadeIn);
const never = () => new Promise<void>(() => undefined);
const error = (name: string, message: string) => Object.assign(new Error(message), { name });

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

describe("a ChatKit that fails", () => {
  it("is remembered as refused only when the domain was refused", async () => {
    const { handover, calls } = start({ trustedHost: false });
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    handover.failed(error("IntegrationError", "Domain verification failed for https://chat.example.com"));
    expect(calls).toEqual(["refused"]);
    expect(handover.stage).toBe("instant");
    handover.page(loaded("thr_2"));
    handover.online();
    expect(handover.stage, "it isn't tried again").toBe("instant");
  });

  it.each([
    error("DomainVerificationRequestError", "could not be reached"),
    error("InitialThreadLoadError", "threads.get_by_id: 500"),
    error("FatalAppError", "something else"),
  ])("for another reason ($name) is tried again with the next page", async (failure) => {
    const { handover, calls } = start({ trustedHost: false });
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    const { element } = handover;
    handover.failed(failure);
    expect(calls).toEqual([]);
    expect(handover.stage).toBe("instant");
    handover.page(loaded("thr_1"));
    expect(handover.stage).toBe("instant");
    handover.page(loaded("thr_2"));
    expect(handover.stage).toBe("preparing");
    expect(handover.element).toBe(element + 1);
  });

  it("to load keeps what it has on its screen", async () => {
    const { handover } = start();
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    await fadeIn();
    handover.failed(error("LoadError", "threads.get_by_id: 500"));
    expect(handover.stage).toBe("chatkit");
  });

  it("in the middle of a take-over doesn't hold up the one of the next element", async () => {
    const drafts = vi.fn<HandoverPort["moveDraft"]>(async (show) => void show());
    drafts.mockImplementationOnce(never);
    const { handover } = start({ trustedHost: true }, { moveDraft: drafts });
    handover.page(loaded("thr_1"));
    await arrive(handover, "thr_1");
    await fadeIn();
    expect(handover.stage, "its composer is silent").toBe("beneath");
    handover.failed(error("FatalAppError", "something else"));
    handover.online();
    handover.loadStarted("thr_1");
    handover.ready();
    await vi.advanceTimersByTimeAsync(0);
    handover.loaded("thr_1");
    await vi.advanceTimersByTimeAsync(0);
    await fadeIn();
    expect(handover.stage).toBe("chatkit");
  });

  it("that is a dead frame is tried again when the network is back", async () => {
    const { handover } = start({ trustedHost: true }, { probe: never });
    handover.page(NEW);
    handover.scriptLoaded();
    handover.ready();
    await vi.advanceTimersByTimeAsync(TIMING.patience);
    expect(handover.stage).toBe("instant");
    handover.online();
    expect(handover.stage).toBe("preparing");
  });

  it("because of its options is made anew without them, at once", async () => {
    const dropped: string[] = [];
    const dropOptions = (message: string) => dropped.push(message) < 3;
    const { handover } = start({ trustedHost: true }, { dropOptions });
    handover.page(NEW);
    handover.scriptLoaded();
    const failure = error("FatalAppError", 'ChatKit.create():\n✖ Unrecognized key: "foo"');
    handover.ready();
    handover.failed(failure);
    expect([handover.stage, handover.element]).toEqual(["preparing", 2]);
    handover.failed(failure);
    expect([handover.stage, handover.element]).toEqual(["preparing", 3]);
    handover.failed(failure);
    expect(handover.stage, "nothing more can be left out").toBe("instant");
  });
});
