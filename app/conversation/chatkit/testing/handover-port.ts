import { vi } from "vitest";
import { TIMING } from "../handover-timing.ts";
import { createHandover } from "../handover.ts";
import type { Handover, HandoverPort, PageState } from "../handover-types.ts";

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

export function start(options = { trustedHost: true }, overrides: Partial<HandoverPort> = {}) {
  const { calls, port } = recordingPort(overrides);
  const handover = createHandover(options);
  handover.connect(port);
  return { calls, handover };
}

export const loaded = (threadId: string): PageState => ({ threadId, held: false, phase: "loaded" });
export const held = (threadId: string): PageState => ({ threadId, held: true, phase: "loaded" });
export const NEW: PageState = { threadId: null, held: false, phase: "started" };

/** ChatKit's script has come, its composer answers, and the conversation is on its screen. */
export async function arrive(handover: Handover, threadId: string) {
  handover.scriptLoaded();
  handover.loadStarted(threadId);
  handover.ready();
  await vi.advanceTimersByTimeAsync(0);
  handover.loaded(threadId);
  await vi.advanceTimersByTimeAsync(0);
}
export const fadeIn = () => vi.advanceTimersByTimeAsync(TIMING.fadeIn);
export const never = () => new Promise<void>(() => undefined);
export const error = (name: string, message: string) => Object.assign(new Error(message), { name });
