import { afterEach, expect, it, vi } from "vitest";
import { log } from "#app/log.server.ts";
import { endOnPanic } from "./end-on-panic.ts";

afterEach(() => vi.restoreAllMocks());

/** How a statement ends that fails like this: with its error, or with the process. */
async function endOf(failure: Error): Promise<string> {
  vi.spyOn(log, "fatal").mockReturnValue();
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  const fail = () => Promise.reject(failure);
  const client = { execProtocolStream: fail, execProtocol: fail, execProtocolRaw: fail };
  endOnPanic(client);
  return client.execProtocolStream().catch((error: unknown) => String(error));
}

it.each([
  ["a panic", Object.assign(new Error("no space left"), { severity: "PANIC" }), "Error: exit 1"],
  ["code that fails", new WebAssembly.RuntimeError("unreachable"), "Error: exit 1"],
  ["an error", Object.assign(new Error("duplicate key"), { severity: "ERROR" }), "Error: duplicate key"],
  ["too deep a value", new RangeError("Maximum call stack size exceeded"), "RangeError: Maximum call"],
])("%s", async (_, failure, end) => {
  expect(await endOf(failure)).toContain(end);
});
