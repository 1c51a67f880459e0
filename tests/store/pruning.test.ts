import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { prune } from "#app/housekeeping.ts";
import { insertChatKitSession } from "#db/queries/chatkit-sessions.ts";
import { giveUpAccount } from "#db/queries/accounts.ts";
import { rateLimit, runEvents, session, tasks, verification } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { tablesWith } from "#tests/support/every-table.ts";
import { addConversation, addRun, addSession, addUser, onEveryDriver } from "./fixtures.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(Date.now() - ms);

/** An ended run whose log and snapshot have these words. */
async function addLoggedRun(db: Database, userId: string, words: string, values: object) {
  const runId = await addRun(db, userId, {
    status: "interrupted",
    snapshot: [{ words }],
    lastSeq: 1,
    ...values,
  });
  await db.insert(runEvents).values({ runId, seq: 1, event: { words } });
  return runId;
}

onEveryDriver("Pruning", (database) => {
  test("takes the words of a run from its log after a day", async () => {
    const userId = await addUser(database());
    const conversationId = await addConversation(database(), userId);
    await addLoggedRun(database(), userId, "old-words", { conversationId, endedAt: ago(25 * HOUR) });
    await addLoggedRun(database(), userId, "new-words", { conversationId, endedAt: ago(23 * HOUR) });
    await addLoggedRun(database(), userId, "live-words", { conversationId, status: "running" });
    await prune(database());
    expect(await tablesWith(database(), "old-words")).toEqual({});
    expect(await tablesWith(database(), "new-words")).toEqual({ run_events: 1, runs: 1 });
    expect(await tablesWith(database(), "live-words")).toEqual({ run_events: 1, runs: 1 });
  });

  test("takes the words of a message that was answered again after a quarter of an hour", async () => {
    const userId = await addUser(database());
    const conversationId = await addConversation(database(), userId);
    const at = (minutes: number) => ({
      conversationId,
      createdAt: ago(minutes * MINUTE),
      endedAt: ago(minutes * MINUTE),
    });
    await addLoggedRun(database(), userId, "retried-words", at(20));
    await addRun(database(), userId, { ...at(19), kind: "threads.retry_after_item", status: "done" });
    await addLoggedRun(database(), userId, "later-words", at(18));
    await prune(database());
    expect(await tablesWith(database(), "retried-words")).toEqual({});
    expect(await tablesWith(database(), "later-words")).toEqual({ run_events: 1, runs: 1 });
  });

  test("takes runs whose conversation was never made", async () => {
    const userId = await addUser(database());
    const [old, young, active] = [
      await addRun(database(), userId, { status: "failed", endedAt: ago(25 * HOUR) }),
      await addRun(database(), userId, { status: "failed", endedAt: ago(HOUR) }),
      await addRun(database(), userId),
    ];
    await prune(database());
    expect(await tablesWith(database(), old)).toEqual({});
    expect(await tablesWith(database(), young)).toEqual({ runs: 1 });
    expect(await tablesWith(database(), active)).toEqual({ runs: 1 });
  });

  test("takes sign-ins, verifications and rate limits that have ended", async () => {
    const userId = await addUser(database());
    const dead = await addSession(database(), userId, -8 * 24 * 60);
    const alive = await addSession(database(), userId);
    await insertChatKitSession(
      database(),
      { id: "secret-1", userId, sessionId: alive, secretHash: `hash of ${alive}`, expiresAt: ago(MINUTE) },
      ago(DAY),
    );
    const identifier = `verify-${userId}`;
    const verify = { identifier, value: "x" };
    await database()
      .insert(verification)
      .values([
        { id: `${userId}-1`, expiresAt: ago(MINUTE), ...verify },
        { id: `${userId}-2`, expiresAt: ago(-MINUTE), ...verify },
      ]);
    await database()
      .insert(rateLimit)
      .values([
        { id: `${userId}-1`, key: `limit-${userId}-1`, count: 1, lastRequest: Date.now() - 2 * HOUR },
        { id: `${userId}-2`, key: `limit-${userId}-2`, count: 1, lastRequest: Date.now() },
      ]);
    await prune(database());
    expect(await tablesWith(database(), dead)).toEqual({});
    expect(await tablesWith(database(), `hash of ${alive}`)).toEqual({});
    expect(await tablesWith(database(), alive)).toEqual({ session: 1 });
    expect(await tablesWith(database(), identifier)).toEqual({ verification: 1 });
    expect(await tablesWith(database(), `limit-${userId}`)).toEqual({ rate_limit: 1 });
  });

  test("takes guests who can't come back, with all that they have, and nobody else", async () => {
    const add = async (isGuest: boolean, sessionDays: number | undefined, createdDays: number) => {
      const userId = await addUser(database(), isGuest, ago(createdDays * DAY));
      if (sessionDays !== undefined) await addSession(database(), userId, sessionDays * 24 * 60);
      const conversationId = await addConversation(database(), userId, {}, ["Buy milk"]);
      await addLoggedRun(database(), userId, userId, { conversationId, endedAt: ago(MINUTE) });
      await database()
        .insert(tasks)
        .values({ id: `task-${userId}`, userId, title: "Buy milk" });
      return userId;
    };
    const gone = [await add(true, -8, 40), await add(true, undefined, 8)];
    const kept = {
      "signed in": await add(true, 1, 40),
      "expired a while ago": await add(true, -6, 40),
      new: await add(true, undefined, 1),
      "an account": await add(false, undefined, 40),
      answering: await add(true, undefined, 40),
    };
    await addRun(database(), kept.answering);
    await prune(database());
    for (const userId of gone) expect(await tablesWith(database(), userId)).toEqual({});
    for (const userId of Object.values(kept)) {
      expect(await tablesWith(database(), userId)).toMatchObject({ conversations: 1, messages: 1, user: 1 });
    }
  });

  test("takes guests who were not seen for GUEST_DAYS, with all that they have", async () => {
    const add = async (isGuest: boolean, seenDaysAgo: number) => {
      const userId = await addUser(database(), isGuest, ago(60 * DAY));
      const id = await addSession(database(), userId, 24 * 60);
      await addConversation(database(), userId, {}, ["Buy milk"]);
      await database()
        .update(session)
        .set({ lastSeenAt: ago(seenDaysAgo * DAY) })
        .where(eq(session.id, id));
      return userId;
    };
    const [gone, guest, account] = [await add(true, 31), await add(true, 29), await add(false, 31)];
    await prune(database());
    expect(await tablesWith(database(), gone)).toEqual({});
    for (const kept of [guest, account]) {
      expect(await tablesWith(database(), kept)).toMatchObject({ conversations: 1, user: 1, session: 1 });
    }
  });

  test("goes on with the deletion of an account that was broken off", async () => {
    const userId = await addUser(database());
    await addConversation(database(), userId, {}, ["Buy milk"]);
    await giveUpAccount(database(), userId);
    expect(await tablesWith(database(), userId)).toMatchObject({ conversations: 1, user: 1 });
    await prune(database());
    expect(await tablesWith(database(), userId)).toEqual({});
  });

  test("goes on in batches until nothing is left", async () => {
    const userId = await addUser(database());
    const rows = Array.from({ length: 450 }, (_, at) => ({
      id: `many-${userId}-${at}`,
      identifier: `many-${userId}`,
      value: "x",
      expiresAt: ago(MINUTE),
    }));
    await database().insert(verification).values(rows);
    await prune(database());
    expect(await tablesWith(database(), `many-${userId}`)).toEqual({});
  });
});
