import { expect, test, vi } from "vitest";
import { added, assistant } from "../testing/harness.ts";
import { streamOf } from "./event-stream.ts";

test("a turn that fails once the client has gone is logged, and rejects nothing that nobody handles", async () => {
  const log = vi.fn<(error: unknown) => void>();
  const leaving = new AbortController();
  const failure = new Error("the store is away");
  const stream = streamOf(
    async function* turn(signal) {
      yield added(assistant("Once upon"));
      expect(signal.aborted).toBe(true);
      throw failure;
    },
    { disconnected: leaving.signal, keepAliveMs: 1_000, log },
  );
  // The first event waits to be read.
  await new Promise((done) => setTimeout(done));
  leaving.abort();
  await vi.waitUntil(() => log.mock.calls.length > 0);
  expect(log).toHaveBeenCalledWith(failure);
  await stream.cancel();
});
