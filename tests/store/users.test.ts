import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { type ChatKitContext, createChatKitStore } from "#db/chatkit-store.ts";
import { newId } from "#db/ids.ts";
import {
  findChatKitSession,
  insertChatKitSession,
  pruneChatKitSessions,
} from "#db/queries/chatkit-sessions.ts";
import { listOpenTasks } from "#db/queries/tasks.ts";
import { moveUserData } from "#db/queries/users.ts";
import { feedback, messages, runs, session, user } from "#db/schema/index.ts";

import {
  addTask,
  addConversation,
  addRun,
  addSession,
  addUser,
  onEveryDriver,
  thread,
  userMessage,
} from "./fixtures.ts";

onEveryDriver("A guest's upgrade", (db) => {
  test("moves all data to the account, and deleting the guest deletes none of it", async () => {
    const [guest, account] = [await addUser(db(), true), await addUser(db())];
    const store = createChatKitStore(db());
    const made = thread();
    const item = userMessage(made.id, "Buy milk");
    await store.createThread(made, [item], { userId: guest });
    await store.saveFeedback(made.id, [item.id], "positive", { userId: guest });
    const own = await addConversation(db(), account, {}, ["Hello"]);
    const ids = [await addRun(db(), guest, { conversationId: made.id }), await addRun(db(), guest)];
    await addTask(db(), { userId: guest, title: "Buy milk" });
    await moveUserData(db(), { fromUserId: guest, toUserId: account });
    await db().delete(user).where(eq(user.id, guest));
    const context = { userId: account };
    const { data } = await store.loadThreads({ limit: 5, order: "asc" }, context);
    expect(new Set(data.map((each) => each.id))).toEqual(new Set([made.id, own]));
    expect(await store.loadItem(made.id, item.id, context)).toEqual(item);
    const moved = await db().select().from(runs).where(eq(runs.userId, account));
    expect(new Set(moved.map((run) => run.id))).toEqual(new Set(ids));
    expect(await db().$count(feedback, eq(feedback.userId, account))).toBe(1);
    expect(await db().$count(messages, eq(messages.userId, account))).toBe(2);
    expect((await listOpenTasks(db(), { userId: account, limit: 5 })).rows).toHaveLength(1);
  });

  test("during a write of a run lets the run write for the account", async () => {
    const [guest, account] = [await addUser(db(), true), await addUser(db())];
    const store = createChatKitStore(db());
    const made = thread();
    await store.createThread(made, [], { userId: guest });
    const runId = await addRun(db(), guest, { conversationId: made.id });
    await moveUserData(db(), { fromUserId: guest, toUserId: account });
    // The run learns of the account right after the store has read the guest.
    let userId = guest;
    const context: ChatKitContext = {
      runId,
      get userId() {
        const read = userId;
        userId = account;
        return read;
      },
      set userId(changed) {
        userId = changed;
      },
    };
    await store.saveThread({ ...made, title: "Milk" }, context);
    expect((await store.loadThread(made.id, { userId: account })).title).toBe("Milk");
  });

  test("works when both have used the same idempotency key", async () => {
    const [guest, account] = [await addUser(db(), true), await addUser(db())];
    const idempotencyKey = "same";
    const theirs = await addRun(db(), guest, { idempotencyKey });
    const kept = await addRun(db(), account, { idempotencyKey });
    await moveUserData(db(), { fromUserId: guest, toUserId: account });
    const keys = await db().select().from(runs).where(eq(runs.userId, account));
    expect(new Map(keys.map((run) => [run.id, run.idempotencyKey]))).toEqual(
      new Map([
        [theirs, null],
        [kept, "same"],
      ]),
    );
  });
});

onEveryDriver("A ChatKit session", (db) => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const secret = () => ({ id: newId("cks"), secretHash: newId("hash"), expiresAt: inMinutes(30) });

  test("is found by its secret's hash, with its user, until it expires", async () => {
    const userId = await addUser(db());
    const wanted = { ...secret(), userId, sessionId: await addSession(db(), userId) };
    const made = await insertChatKitSession(db(), wanted);
    const found = await findChatKitSession(db(), wanted);
    expect(made).toEqual(found);
    expect(found).toMatchObject({ id: wanted.id, userId, user: { id: userId, isAnonymous: false } });
    expect(await findChatKitSession(db(), { secretHash: "other" })).toBeUndefined();
    expect(await findChatKitSession(db(), wanted, wanted.expiresAt)).toBeUndefined();
  });

  test("ends with its sign-in, and immediately on sign-out", async () => {
    const userId = await addUser(db());
    const sessionId = await addSession(db(), userId, 10);
    const wanted = { ...secret(), userId, sessionId };
    const made = await insertChatKitSession(db(), wanted);
    expect(made?.expiresAt.getTime()).toBeLessThan(inMinutes(11).getTime());
    await db().delete(session).where(eq(session.id, sessionId));
    expect(await findChatKitSession(db(), wanted)).toBeUndefined();
  });

  test("ends when its sign-in expires earlier than expected", async () => {
    const userId = await addUser(db());
    const wanted = { ...secret(), userId, sessionId: await addSession(db(), userId) };
    await insertChatKitSession(db(), wanted);
    await db()
      .update(session)
      .set({ expiresAt: inMinutes(-1) })
      .where(eq(session.id, wanted.sessionId));
    expect(await findChatKitSession(db(), wanted)).toBeUndefined();
  });

  test("is not found if its sign-in belongs to another user", async () => {
    const [userId, other] = [await addUser(db()), await addUser(db())];
    const wanted = { ...secret(), userId, sessionId: await addSession(db(), userId) };
    await insertChatKitSession(db(), wanted);
    await db().update(session).set({ userId: other }).where(eq(session.id, wanted.sessionId));
    expect(await findChatKitSession(db(), wanted)).toBeUndefined();
  });

  test("is not made from a sign-in that has ended or belongs to another user", async () => {
    const userId = await addUser(db());
    const ended = { ...secret(), userId, sessionId: await addSession(db(), userId, -1) };
    const foreign = { ...secret(), userId, sessionId: await addSession(db(), await addUser(db())) };
    expect(await insertChatKitSession(db(), ended)).toBeUndefined();
    expect(await insertChatKitSession(db(), foreign)).toBeUndefined();
  });

  test("is deleted after it has expired", async () => {
    const userId = await addUser(db());
    const wanted = { ...secret(), userId, sessionId: await addSession(db(), userId) };
    await insertChatKitSession(db(), wanted);
    await pruneChatKitSessions(db());
    expect(await findChatKitSession(db(), wanted)).toBeDefined();
    expect(await pruneChatKitSessions(db(), inMinutes(31))).toBeGreaterThan(0);
    expect(await findChatKitSession(db(), wanted)).toBeUndefined();
  });
});
