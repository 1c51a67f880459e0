import { expect, it } from "vitest";
import { assistant } from "#app/chatkit/testing/harness.ts";
import { snapshotItems } from "./partial-answer.ts";

it("reads all unfinished items of a snapshot, workflows included", () => {
  const workflow = {
    type: "workflow",
    id: "wf_1",
    thread_id: "thread_1",
    created_at: "2026-01-01T00:00:00.000Z",
    workflow: { type: "reasoning", tasks: [{ type: "thought", content: "Hm" }], expanded: false },
  };
  const answer = assistant("msg_1", "Once");
  expect(snapshotItems({ snapshot: [workflow, answer, null, "?"] })).toEqual([workflow, answer]);
  expect(snapshotItems({ snapshot: null })).toEqual([]);
});
