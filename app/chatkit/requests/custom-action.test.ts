import { describe, expect, it } from "vitest";
import {
  assistant,
  createHarness,
  done,
  outline,
  says,
  thread,
  USER,
  user,
  widget,
  inThread,
} from "../testing/harness.ts";

describe("threads.custom_action", () => {
  const act = (itemId?: string | null) =>
    inThread("threads.custom_action", { item_id: itemId, action: { type: "go" } });

  it("passes the action and its widget to the app", async () => {
    const given: unknown[] = [];
    const { store, events } = createHarness({
      action(_thread, action, sender) {
        given.push([action, sender]);
        return says(done(assistant("a", "Done")));
      },
    });
    await store.createThread(thread(), [widget("w")], USER);
    expect(outline(await events(act("w")))).toEqual(["stream_options", "thread.item.done a"]);
    await events(act(null));
    expect(given).toEqual([
      [{ type: "go" }, widget("w")],
      [{ type: "go" }, null],
    ]);
  });

  it("is refused when the sender is absent or not a widget", async () => {
    const { store, process } = createHarness({ action: () => says() });
    await store.createThread(thread(), [user("u", "x")], USER);
    await expect(process(act("absent"))).rejects.toMatchObject({ code: "not_found" });
    await expect(process(act("u"))).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("ends with an error event if the app has no handler, because ChatKit repeats a request after a 501", async () => {
    const { store, events } = createHarness();
    await store.createThread(thread(), [], USER);
    expect((await events(act())).at(-1)).toMatchObject({ type: "error", code: "custom", allow_retry: false });
  });
});
