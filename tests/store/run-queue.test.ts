import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { newId } from "#db/ids.ts";
import { claimRun, dropRun, insertRun, markDelivered, type NewRun } from "#db/queries/run-queue.ts";
import { listDeadRuns, reapRun, requestStop } from "#db/queries/runs.ts";
import { runs } from "#db/schema/index.ts";

import { addConversation, addRun, addUser, onEveryDriver } from "./fixtures.ts";
import { interleave } from "./interleave.ts";

const MAX_QUEUED = 1;

function newRun(userId: string, values: Partial<NewRun> = {}): NewRun {
  const defaults = { conversationId: null, kind: "threads.create", idempotencyKey: null, workerId: "test:1" };
  return { id: newId("run"), userId, ...defaults, ...values };
}

onEveryDriver("The queue of runs", (db, driver) => {
  test.skipIf(driver === "pglite")("counts a run that is being inserted at the same time", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    await addRun(db(), userId, { conversationId });
    const limits = { queued: MAX_QUEUED, answered: 5 };
    const second = await interleave(
      db(),
      (tx) => insertRun(tx, newRun(userId, { conversationId }), limits),
      () => insertRun(db(), newRun(userId, { conversationId }), limits),
    );
    expect(second).toBe("queue_full");
  });

  test.skipIf(driver === "pglite")(
    "has no more answers than allowed, of two sends at the same time",
    async () => {
      const userId = await addUser(db());
      const limits = { queued: MAX_QUEUED, answered: 1 };
      const second = await interleave(
        db(),
        (tx) => insertRun(tx, newRun(userId), limits),
        () => insertRun(db(), newRun(userId), limits),
      );
      expect(second).toBe("too_many_answers");
      const other = await insertRun(db(), newRun(await addUser(db())), limits);
      expect(other).toMatchObject({ created: true });
    },
  );

  test("counts the user's active conversations, not their runs", async () => {
    const userId = await addUser(db());
    const [here, there] = [await addConversation(db(), userId), await addConversation(db(), userId)];
    for (const conversationId of [here, here, there, there, null, null])
      await addRun(db(), userId, { conversationId });
    await addRun(db(), userId, { status: "done" });
    const send = (conversationId: string | null, limits: { queued: number; answered: number }) =>
      insertRun(db(), newRun(userId, { conversationId }), limits);
    // Two are here, and three conversations elsewhere; for a new one they are four.
    expect(await send(here, { queued: 1, answered: 4 })).toBe("queue_full");
    expect(await send(here, { queued: 2, answered: 3 })).toBe("too_many_answers");
    expect(await send(null, { queued: 0, answered: 4 })).toBe("too_many_answers");
    expect(await send(here, { queued: 2, answered: 4 })).toMatchObject({ created: true, isRunning: false });
    expect(await send(null, { queued: 0, answered: 5 })).toMatchObject({ created: true, isRunning: true });
  });

  test("says that a run needn't wait, and how long ago another one has ended", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const limits = { queued: MAX_QUEUED, answered: 5 };
    const add = async () => {
      const run = newRun(userId, { conversationId });
      return { id: run.id, inserted: await insertRun(db(), run, limits) };
    };
    const end = (id: string, endedAt: Date) =>
      db().update(runs).set({ status: "done", endedAt }).where(eq(runs.id, id));
    const first = await add();
    expect(first.inserted).toMatchObject({ isRunning: true, quietMs: null });
    const [row] = await db().select().from(runs).where(eq(runs.id, first.id));
    expect(row).toMatchObject({ status: "running", startedAt: expect.any(Date) });
    const second = await add();
    expect(second.inserted).toMatchObject({ isRunning: false, quietMs: null });
    await end(first.id, new Date(Date.now() - 60_000));
    await end(second.id, new Date(Date.now() - 30_000));
    const { inserted } = await add();
    const quietMs = typeof inserted === "string" ? null : inserted.quietMs;
    expect(inserted).toMatchObject({ isRunning: true });
    expect(Math.abs((quietMs ?? 0) - 30_000)).toBeLessThan(5_000);
  });

  test("gives a run back that has written nothing, and no other", async () => {
    const userId = await addUser(db());
    const [refused, accepted] = [newRun(userId), newRun(userId)];
    for (const run of [refused, accepted]) await insertRun(db(), run, { queued: MAX_QUEUED, answered: 5 });
    await db().update(runs).set({ acceptedAt: new Date() }).where(eq(runs.id, accepted.id));
    for (const { id } of [refused, accepted]) await dropRun(db(), id);
    const left = await db().select({ id: runs.id }).from(runs).where(eq(runs.userId, userId));
    expect(left).toEqual([{ id: accepted.id }]);
  });

  test("is closed for a conversation of another user", async () => {
    const conversationId = await addConversation(db(), await addUser(db()));
    const run = newRun(await addUser(db()), { conversationId });
    expect(await insertRun(db(), run, { queued: MAX_QUEUED, answered: 5 })).toBe("no_conversation");
  });

  test("starts runs in the order in which they were inserted, one at a time", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const ids: string[] = [];
    for (let n = 0; n < 2; n++) {
      const run = newRun(userId, { conversationId });
      await insertRun(db(), run, { queued: MAX_QUEUED, answered: 5 });
      ids.push(run.id);
    }
    const [first = "", second = ""] = ids;
    expect(await claimRun(db(), second)).toBe(false);
    expect(await claimRun(db(), first)).toBe(true);
    expect(await claimRun(db(), second)).toBe(false);
    await db().update(runs).set({ status: "done" }).where(eq(runs.id, first));
    expect(await claimRun(db(), second)).toBe(true);
  });
});

onEveryDriver("The repeated send of a client without keys", (db) => {
  const repeatAfter = async (change: (id: string, userId: string) => Promise<unknown>) => {
    const userId = await addUser(db());
    const fingerprint = { frameInstanceId: newId("frame"), bodyHash: newId("hash") };
    const first = newRun(userId, fingerprint);
    await insertRun(db(), first, { queued: MAX_QUEUED, answered: 5 });
    await claimRun(db(), first.id);
    await change(first.id, userId);
    return insertRun(db(), newRun(userId, fingerprint), { queued: MAX_QUEUED, answered: 5 });
  };

  test("gets the existing run while that run is active", async () => {
    expect(await repeatAfter(async () => {})).toMatchObject({ created: false });
  });

  test("is a new send after a stop request, even before the first run has ended", async () => {
    expect(await repeatAfter((id, userId) => requestStop(db(), { userId, id }))).toMatchObject({
      created: true,
    });
  });

  test("is a new send after the first response was sent completely", async () => {
    expect(await repeatAfter((id) => markDelivered(db(), id))).toMatchObject({ created: true });
  });

  test("is a new send after 30 seconds", async () => {
    const createdAt = new Date(Date.now() - 31_000);
    const repeat = await repeatAfter((id) => db().update(runs).set({ createdAt }).where(eq(runs.id, id)));
    expect(repeat).toMatchObject({ created: true });
  });

  test("is a new send for another user", async () => {
    const fingerprint = { frameInstanceId: newId("frame"), bodyHash: newId("hash") };
    const users = [await addUser(db()), await addUser(db())];
    for (const userId of users) {
      const inserted = await insertRun(db(), newRun(userId, fingerprint), {
        queued: MAX_QUEUED,
        answered: 5,
      });
      expect(inserted).toMatchObject({ created: true });
    }
  });
});

onEveryDriver("A repeated send with a key", (db) => {
  test("gets the existing run after a stop request too", async () => {
    const userId = await addUser(db());
    const key = { idempotencyKey: newId("key") };
    const first = newRun(userId, key);
    await insertRun(db(), first, { queued: MAX_QUEUED, answered: 5 });
    await claimRun(db(), first.id);
    await requestStop(db(), { userId, id: key.idempotencyKey });
    const repeat = await insertRun(db(), newRun(userId, key), { queued: MAX_QUEUED, answered: 5 });
    expect(repeat).toMatchObject({ created: false, run: { id: first.id } });
    const ofAnother = newRun(await addUser(db()), key);
    expect(await insertRun(db(), ofAnother, { queued: MAX_QUEUED, answered: 5 })).toMatchObject({
      created: true,
      run: { id: ofAnother.id },
    });
  });
});

onEveryDriver("The reaper's queries", (db) => {
  const silenceMs = 15_000;

  test("find silent runs, but not those of its own process", async () => {
    const userId = await addUser(db());
    const heartbeatAt = new Date(Date.now() - 60_000);
    const own = await addRun(db(), userId, { heartbeatAt });
    const dead = await addRun(db(), userId, { heartbeatAt });
    const queued = await addRun(db(), userId, { heartbeatAt, status: "queued" });
    await addRun(db(), userId, { heartbeatAt: new Date() });
    await addRun(db(), userId, { heartbeatAt, status: "done" });
    expect(new Set(await listDeadRuns(db(), { silenceMs, live: [own] }))).toEqual(new Set([dead, queued]));
    for (const id of [dead, queued]) {
      expect(await reapRun(db(), { id, silenceMs })).toMatchObject({ id, status: "interrupted" });
    }
    expect(await listDeadRuns(db(), { silenceMs, live: [] })).toEqual([own]);
  });

  test("leave a run alone that has a heartbeat or has ended by now", async () => {
    const userId = await addUser(db());
    const alive = await addRun(db(), userId, { heartbeatAt: new Date() });
    const heartbeatAt = new Date(Date.now() - 60_000);
    const done = await addRun(db(), userId, { heartbeatAt, status: "done" });
    for (const id of [alive, done]) expect(await reapRun(db(), { id, silenceMs })).toBeUndefined();
  });
});
