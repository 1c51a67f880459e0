import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";
import { packed, unpacked } from "#db/queries/event-log.ts";
import { compactRuns } from "#db/queries/run-compaction.ts";
import { runEvents, type RunStatus } from "#db/schema/index.ts";
import { addRun, addUser, onEveryDriver } from "./fixtures.ts";

const item: ThreadItem = {
  type: "assistant_message",
  id: "msg_1",
  thread_id: "thr_1",
  created_at: "2026-01-01T00:00:00.000Z",
  content: [],
};
const whole: ThreadItem = { ...item, content: [{ type: "output_text", text: "Hi there", annotations: [] }] };
const events: ThreadStreamEvent[] = [
  { type: "stream_options", stream_options: { allow_cancel: true } },
  { type: "thread.item.added", item },
  {
    type: "thread.item.updated",
    item_id: item.id,
    update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "Hi" },
  },
  { type: "thread.item.done", item: whole },
];
const fold = (list: ThreadStreamEvent[]) => list.reduce<ThreadItem[]>(applyEvent, []);
const options = { olderThanMs: 60_000, limit: 10 };
const ago = (ms: number) => new Date(Date.now() - ms);

onEveryDriver("The compaction of event logs", (database) => {
  async function addLoggedRun(status: RunStatus, endedAt: Date | null, isPacked = true) {
    const db = database();
    const runId = await addRun(db, await addUser(db), { status, endedAt, lastSeq: events.length });
    const rows = events.map((event, at) => ({ seq: at + 1, event }));
    const logged = isPacked ? packed(rows) : rows;
    await db.insert(runEvents).values(logged.map((row) => ({ runId, ...row })));
    return runId;
  }
  const logOf = (runId: string) =>
    database()
      .select({ seq: runEvents.seq, event: runEvents.event })
      .from(runEvents)
      .where(eq(runEvents.runId, runId))
      .orderBy(asc(runEvents.seq));

  it.each([true, false])("keeps what a reload shows, with its numbers (packed: %s)", async (isPacked) => {
    const runId = await addLoggedRun("done", ago(120_000), isPacked);
    expect(await compactRuns(database(), options)).toBe(1);
    const log = await logOf(runId);
    expect(log).toEqual([{ seq: 4, event: events[3] }]);
    expect(fold(events.slice(3))).toEqual(fold(events));
    expect(await compactRuns(database(), options)).toBe(0);
  });

  it.each([
    ["done", 1_000],
    ["cancelled", 120_000],
    ["interrupted", 120_000],
    ["failed", 120_000],
  ] as const)("leaves a run alone that ended as %s %i ms ago", async (status, ms) => {
    const runId = await addLoggedRun(status, ago(ms));
    await compactRuns(database(), options);
    expect(unpacked(await logOf(runId), 0)).toHaveLength(events.length);
  });

  it("leaves an active run alone", async () => {
    const runId = await addLoggedRun("running", null);
    await compactRuns(database(), options);
    expect(unpacked(await logOf(runId), 0)).toHaveLength(events.length);
  });
});
