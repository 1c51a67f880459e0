import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TIMING } from "./handover-timing.ts";
import type { HandoverPort } from "./handover-types.ts";
import { arrive, error, fadeIn, loaded, NEW, never, start } from "./testing/handover-port.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
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
