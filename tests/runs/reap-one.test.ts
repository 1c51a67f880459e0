import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writtenSnapshot } from "#app/runs/partial-answer.ts";
import { reapDead } from "#app/runs/reaper.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { writeProgress, type RunSnapshot } from "#db/queries/run-progress.ts";
import { listRunEvents } from "#db/queries/runs.ts";
import { runEvents, runs } from "#db/schema/index.ts";
import { addConversation, addRun, addUser, assistantMessage, onEveryDriver } from "#tests/store/fixtures.ts";
import { storedItems } from "./two-machines.ts";

onEveryDriver("The reaper", (db) => {
  test("ends a run after the last event of its log, which is ahead of its row", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const item = assistantMessage(conversationId, "Once ");
    const say = (delta: string): ThreadStreamEvent => ({
      type: "thread.item.updated",
      item_id: item.id,
      update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta },
    });
    const id = await addRun(db(), userId, { conversationId });
    const write = (seq: number, event: ThreadStreamEvent, beat?: { snapshot: RunSnapshot }) =>
      writeProgress(db(), [{ runId: id, events: [{ seq, event }], lastSeq: seq, beat }], { notify: false });
    await write(1, { type: "thread.item.added", item }, { snapshot: { seq: 1, items: [item] } });
    await write(2, say("upon "));
    await write(3, say("a time"));
    expect((await db().select().from(runs).where(eq(runs.id, id)))[0]).toMatchObject({ lastSeq: 1 });
    await db()
      .update(runs)
      .set({ heartbeatAt: new Date(Date.now() - 60_000) })
      .where(eq(runs.id, id));
    await reapDead(db(), []);
    const log = await listRunEvents(db(), { userId, id, after: 2 });
    expect(log).toMatchObject({ status: "interrupted", lastSeq: 4 });
    expect(log?.events).toMatchObject([{ seq: 3 }, { seq: 4, event: { type: "error" } }]);
    expect(await storedItems({ db: db() }, conversationId)).toMatchObject([
      { text: "Once upon a time", state: "interrupted" },
      { type: "sdk_hidden_context" },
    ]);
    expect(await write(5, say("!")), "a process that comes back writes nothing").toEqual(new Map());
    expect((await listRunEvents(db(), { userId, id, after: 4 }))?.events).toEqual([]);
  });

  test("finds all words of an answer that has more than one statement reads, for its user", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const item = assistantMessage(conversationId, "");
    const id = await addRun(db(), userId, {
      conversationId,
      snapshot: { seq: 1, items: [item] },
      lastSeq: 1,
    });
    const words = Array.from({ length: 4_500 }, (_, at) => ` ${at}`);
    const type = "assistant_message.content_part.text_delta";
    const rows = words.map((delta, at) => {
      const update = { type, content_index: 0, delta };
      return { runId: id, seq: at + 2, event: [{ type: "thread.item.updated", item_id: item.id, update }] };
    });
    await db().insert(runEvents).values(rows);
    const [run] = await db().select().from(runs).where(eq(runs.id, id));
    if (!run) throw new Error("no run");
    const { seq, items } = await writtenSnapshot(db(), run);
    expect(seq).toBe(4_501);
    expect(items).toMatchObject([{ content: [{ text: words.join("") }] }]);
    const stranger = { ...run, userId: await addUser(db()) };
    expect(await writtenSnapshot(db(), stranger)).toEqual({ seq: 1, items: [item] });
  });

  test("ends the other dead runs when one can't be ended", async () => {
    const userId = await addUser(db());
    const heartbeatAt = new Date(Date.now() - 60_000);
    const [broken, whole] = await Promise.all(
      [{ created_at: "no time" }, {}].map(async (change) => {
        const conversationId = await addConversation(db(), userId);
        const snapshot = [{ ...assistantMessage(conversationId, "Once upon a time"), ...change }];
        const id = await addRun(db(), userId, { conversationId, heartbeatAt, snapshot, lastSeq: 3 });
        return { id, conversationId };
      }),
    );
    if (!broken || !whole) throw new Error("there are two runs");
    await reapDead(db(), []);
    const run = async (id: string) => (await db().select().from(runs).where(eq(runs.id, id)))[0];
    expect(await run(whole.id)).toMatchObject({ status: "interrupted", lastSeq: 4 });
    expect(await run(broken.id)).toMatchObject({ status: "running", lastSeq: 3 });
    expect(await storedItems({ db: db() }, whole.conversationId)).toMatchObject([
      { type: "assistant_message", text: "Once upon a time", state: "interrupted" },
      // A note for the model.
      { type: "sdk_hidden_context" },
    ]);
  });
});
