import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { addVersion, putAsideAfter, switchVersion } from "#db/queries/message-branches.ts";
import { listWindowVersions } from "#db/queries/message-versions.ts";
import { upsertMessage } from "#db/queries/messages.ts";
import { conversations, messages, runs } from "#db/schema/index.ts";

import { addRun, addUser, assistantMessage, onEveryDriver, toNewMessage, userMessage } from "./fixtures.ts";
import { interleave } from "./interleave.ts";
import { startTalk } from "./versions-fixture.ts";

/* Changes of the shown branch that are refused, and those that happen at the same time. */
onEveryDriver("Versions, refused or at the same time", (db, driver) => {
  const stored = (conversationId: string) =>
    db().select().from(messages).where(eq(messages.conversationId, conversationId)).orderBy(messages.seq);

  test("nothing is put aside after, and nothing replaces, an unknown message or one of another user", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1", "a1b");
    const before = await stored(talk.key.conversationId);
    const message = toNewMessage(userMessage(talk.key.conversationId, "Other"));
    const userId = await addUser(db());
    for (const key of [
      { ...talk.key, id: "msg_absent" },
      { ...talk.key, id: talk.idOf("a1") },
      { ...talk.key, userId, id: talk.idOf("Q1") },
    ]) {
      expect(await putAsideAfter(db(), key)).toBeUndefined();
      expect(await addVersion(db(), { ...key, message })).toBeUndefined();
    }
    expect(await switchVersion(db(), { ...talk.key, userId, id: talk.idOf("a1") })).toBeUndefined();
    expect(await switchVersion(db(), { ...talk.key, id: "msg_absent" })).toBeUndefined();
    const window = await listWindowVersions(db(), { ...talk.key, userId, limit: 9 });
    expect([window.byId.size, window.afterNewest]).toEqual([0, null]);
    expect(await stored(talk.key.conversationId)).toEqual(before);
  });

  test("an edit of a run that has ended changes nothing, and one that is repeated is one edit", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    const { userId, conversationId } = talk.key;
    const runId = await addRun(db(), userId, { conversationId });
    const message = toNewMessage(userMessage(conversationId, "Q1B"));
    const input = { ...talk.key, id: talk.idOf("Q1"), message, runId };
    expect(await addVersion(db(), input)).toEqual({ seq: 3 });
    expect(await addVersion(db(), input)).toEqual({ seq: 3 });
    expect(await talk.shown()).toEqual(["Q1B"]);
    const [run] = await db().select().from(runs).where(eq(runs.id, runId));
    expect(run?.acceptedAt).toBeInstanceOf(Date);
    await db().update(runs).set({ status: "interrupted" }).where(eq(runs.id, runId));
    const late = toNewMessage(userMessage(conversationId, "Q1C"));
    expect(await addVersion(db(), { ...input, id: message.item.id, message: late })).toBeUndefined();
    expect(await talk.shown()).toEqual(["Q1B"]);
  });

  test("no other version is shown while an answer is under way", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1", "a1b");
    const { userId, conversationId } = talk.key;
    const runId = await addRun(db(), userId, { conversationId });
    expect(await talk.switchTo("a1")).toBe("answering");
    expect(await talk.shown()).toEqual(["Q1", "a1b"]);
    await db().update(runs).set({ status: "done" }).where(eq(runs.id, runId));
    expect(await talk.switchTo("a1")).toMatchObject({ following: 0 });
  });

  test.skipIf(driver === "pglite")("a message that is being added is put aside too", async () => {
    const talk = await startTalk(db(), "Q1");
    const message = toNewMessage(assistantMessage(talk.key.conversationId, "a1"));
    await interleave(
      db(),
      (tx) => upsertMessage(tx, { ...talk.key, message }),
      () => talk.retry("Q1"),
    );
    expect(await talk.shown()).toEqual(["Q1"]);
    expect(await stored(talk.key.conversationId)).toHaveLength(2);
  });

  test.skipIf(driver === "pglite")(
    "a message that is added during a retry or a switch follows what is shown then",
    async () => {
      const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
      const { key } = talk;
      await interleave(
        db(),
        (tx) => putAsideAfter(tx, { ...key, id: talk.idOf("Q1") }),
        () => talk.add("a1b"),
      );
      expect(await talk.shown()).toEqual(["Q1", "a1b"]);
      expect(await talk.versions()).toEqual(["a1b 2/2"]);
      await interleave(
        db(),
        (tx) => switchVersion(tx, { ...key, id: talk.idOf("a1") }),
        () => talk.add("Q3"),
      );
      expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2", "Q3"]);
      const [, , , last] = await stored(key.conversationId);
      expect((await stored(key.conversationId)).at(-1)?.parentSeq).toBe(last?.seq);
    },
  );

  test("a deleted conversation has no versions to show", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1", "a1b");
    const isIt = eq(conversations.id, talk.key.conversationId);
    await db().update(conversations).set({ deletedAt: new Date() }).where(isIt);
    expect(await talk.switchTo("a1")).toBeUndefined();
  });
});
