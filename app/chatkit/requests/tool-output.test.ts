import { describe, expect, it } from "vitest";
import {
  assistant,
  createHarness,
  done,
  hidden,
  outline,
  says,
  thread,
  toolCall,
  USER,
  user,
  inThread,
} from "../testing/harness.ts";

describe("threads.add_client_tool_output", () => {
  const output = inThread("threads.add_client_tool_output", { result: { ok: true } });

  it("completes the call, and the assistant continues", async () => {
    const { store, events } = createHarness({
      respond: (_thread, message) => says(done(assistant("a", message === null ? "Thanks" : "?"))),
    });
    await store.createThread(
      thread(),
      [user("u", "Where?"), toolCall("old"), toolCall("c"), hidden("h")],
      USER,
    );
    expect(outline(await events(output))).toEqual(["stream_options", "thread.item.done a"]);
    expect(store.itemsOf("thread_1")).toEqual([
      user("u", "Where?"),
      { ...toolCall("c"), status: "completed", output: { ok: true } },
      hidden("h"),
      assistant("a", "Thanks"),
    ]);
  });

  it("is a conflict without a pending call", async () => {
    const { store, process } = createHarness();
    await store.createThread(thread(), [toolCall("c"), assistant("a", "x")], USER);
    await expect(process(output)).rejects.toMatchObject({ code: "conflict" });
  });
});
