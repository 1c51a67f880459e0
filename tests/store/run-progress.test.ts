import { expect, test } from "vitest";
import { writeProgress } from "#db/queries/run-progress.ts";
import { listRunEvents } from "#db/queries/runs.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { addRun, addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("Progress of runs", (db) => {
  test("of 25,000 events, as after an outage of the database, is written at once", async () => {
    const userId = await addUser(db());
    const runId = await addRun(db(), userId);
    const event: ThreadStreamEvent = { type: "progress_update", text: "Still at it" };
    const events = Array.from({ length: 25_000 }, (_, at) => ({ seq: at + 1, event }));
    const alive = await writeProgress(db(), [{ runId, events, lastSeq: 25_000, beat: {} }], { notify: true });
    expect([...alive.keys()]).toEqual([runId]);
    const last = await listRunEvents(db(), { userId, id: runId, after: 24_990 });
    expect(last?.events.map(({ seq }) => seq)).toEqual(events.slice(24_990).map(({ seq }) => seq));
  });
});
