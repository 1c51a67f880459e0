import { expect, it } from "vitest";
import { assistant } from "#app/chatkit/testing/harness.ts";
import { snapshotOf } from "./partial-answer.ts";

it("reads all unfinished items of a snapshot, workflows included", () => {
  const workflow = {
    type: "workflow",
    id: "wf_1",
    thread_id: "thread_1",
    created_at: "2026-01-01T00:00:00.000Z",
    workflow: { type: "reasoning", tasks: [{ type: "thought", content: "Hm" }], expanded: false },
  };
  const answer = assistant("msg_1", "Once");
  const items = [workflow, answer];
  expect(snapshotOf({ snapshot: { seq: 3, items: [...items, null, "?"] }, lastSeq: 5 })).toEqual({
    seq: 3,
    items,
  });
  expect(snapshotOf({ snapshot: null, lastSeq: 5 })).toEqual({ seq: 0, items: [] });
  expect(snapshotOf({ snapshot: [...items, null], lastSeq: 5 }), "of an earlier version").toEqual({
    seq: 5,
    items,
  });
});
