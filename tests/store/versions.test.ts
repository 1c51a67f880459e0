import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { createChatKitStore } from "#db/chatkit-store.ts";
import { switchVersion } from "#db/queries/message-branches.ts";
import { listVersionsOf, listWindowVersions } from "#db/queries/message-versions.ts";
import { upsertMessage } from "#db/queries/messages.ts";
import { messages } from "#db/schema/index.ts";

import { assistantMessage, onEveryDriver, toNewMessage } from "./fixtures.ts";
import { startTalk } from "./versions-fixture.ts";

onEveryDriver("Versions", (db) => {
  const stored = (conversationId: string) =>
    db().select().from(messages).where(eq(messages.conversationId, conversationId)).orderBy(messages.seq);

  test("a retry keeps the old answer and what followed it, and both can be shown", async () => {
    const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
    await talk.retry("Q1", "a1b");
    expect(await talk.shown()).toEqual(["Q1", "a1b"]);
    expect(await talk.versions()).toEqual(["a1b 2/2"]);
    await talk.retry("Q1", "a1c");
    expect(await talk.versions()).toEqual(["a1c 3/3"]);
    expect(await talk.switchTo("a1")).toEqual({ anchorId: talk.idOf("a1"), following: 2 });
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    expect(await talk.versions()).toEqual(["a1 1/3"]);
    const { byId } = await listWindowVersions(db(), { ...talk.key, limit: 9 });
    expect(byId.get(talk.idOf("a1"))).toMatchObject({ previous: null, next: talk.idOf("a1b") });
    await talk.switchTo("a1b");
    expect(await talk.shown()).toEqual(["Q1", "a1b"]);
  });

  test("an edit makes a version of the question, also of the first one", async () => {
    const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
    await talk.edit("Q2", "Q2B");
    await talk.add("a2b");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2B", "a2b"]);
    expect(await talk.versions()).toEqual(["Q2B 2/2"]);
    await talk.edit("Q1", "Q1B");
    expect(await talk.shown()).toEqual(["Q1B"]);
    expect(await talk.versions()).toEqual(["Q1B 2/2"]);
    await talk.switchTo("Q2");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    expect(await talk.versions()).toEqual(["Q1 1/2", "Q2 1/2"]);
  });

  test("a version that was put aside is shown again as it was", async () => {
    const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
    await talk.retry("Q2", "a2b");
    await talk.switchTo("a2");
    await talk.retry("Q1", "a1b");
    await talk.switchTo("a1");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    await talk.switchTo("a2b");
    await talk.switchTo("a1b");
    await talk.switchTo("a1");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2b"]);
    // What is remembered of it is no part of the protocol's thread.
    const store = createChatKitStore(db());
    const thread = await store.loadThread(talk.key.conversationId, talk.key);
    await talk.switchTo("a2");
    await talk.switchTo("a1b");
    expect(await store.loadThread(talk.key.conversationId, talk.key)).toEqual(thread);
    await store.saveThread({ ...thread, metadata: { of: "the app" } }, talk.key);
    await talk.switchTo("a1");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    expect(await store.loadThread(talk.key.conversationId, talk.key)).toMatchObject({
      metadata: { of: "the app" },
    });
  });

  test("what is said next follows the version that is shown", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1", "a1b");
    await talk.switchTo("a1");
    await talk.add("Q2");
    await talk.add("a2");
    await talk.switchTo("a1b");
    expect(await talk.shown()).toEqual(["Q1", "a1b"]);
    await talk.add("Q3");
    expect(await talk.shown()).toEqual(["Q1", "a1b", "Q3"]);
    await talk.switchTo("a1");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    // The versions of the beginning have come after what follows it.
    expect(await talk.versions()).toEqual(["a1 1/2"]);
  });

  test("a retry without an answer leaves a way back", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1");
    expect(await talk.shown()).toEqual(["Q1"]);
    expect(await talk.versions()).toEqual(["- 2/2"]);
    await talk.switchTo("a1");
    expect(await talk.shown()).toEqual(["Q1", "a1"]);
    expect(await talk.versions()).toEqual([]);
  });

  test("a retry removes what nobody has seen: notes and empty answers", async () => {
    const talk = await startTalk(db(), "Q1");
    const { conversationId } = talk.key;
    await talk.addItem({
      type: "sdk_hidden_context",
      id: `shcx_${conversationId}`,
      thread_id: conversationId,
      created_at: new Date().toISOString(),
      content: "stopped",
    });
    await upsertMessage(db(), {
      ...talk.key,
      message: toNewMessage(assistantMessage(conversationId, ""), "interrupted"),
    });
    await talk.retry("Q1", "a1");
    expect(await stored(conversationId)).toHaveLength(2);
    expect(await talk.versions()).toEqual([]);
  });

  test("messages that were stored without a parent follow the one before them", async () => {
    const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
    const { conversationId } = talk.key;
    await db().update(messages).set({ parentSeq: null }).where(eq(messages.conversationId, conversationId));
    await talk.edit("Q2", "Q2B");
    await talk.retry("Q1", "a1b");
    expect(await talk.versions()).toEqual(["a1b 2/2"]);
    await talk.switchTo("Q2");
    expect(await talk.shown()).toEqual(["Q1", "a1", "Q2", "a2"]);
    expect(await talk.versions()).toEqual(["a1 1/2", "Q2 1/2"]);
    await talk.remove("Q2");
    expect(await talk.shown()).toEqual(["Q1", "a1", "a2"]);
    expect(await talk.versions()).toEqual(["a1 1/2", "a2 1/2"]);
  });

  test("what followed a deleted message follows the one before it", async () => {
    const talk = await startTalk(db(), "Q1", "a1", "Q2", "a2");
    await talk.edit("Q2", "Q3");
    await talk.add("a3");
    await talk.remove("a1");
    expect(await talk.shown()).toEqual(["Q1", "Q3", "a3"]);
    expect(await talk.versions()).toEqual(["Q3 2/2"]);
    await talk.remove("Q1");
    await talk.switchTo("a2");
    expect(await talk.shown()).toEqual(["Q2", "a2"]);
    expect(await talk.versions()).toEqual(["Q2 1/2"]);
  });

  test("a version begins on the page with its first item that is drawn", async () => {
    const talk = await startTalk(db(), "Q1");
    const { conversationId } = talk.key;
    const id = `shcx2_${conversationId}`;
    const created_at = new Date().toISOString();
    await talk.addItem({
      type: "sdk_hidden_context",
      id,
      thread_id: conversationId,
      created_at,
      content: "x",
    });
    await talk.add("a1");
    await talk.retry("Q1", "a1b");
    expect(await switchVersion(db(), { ...talk.key, id })).toEqual({
      anchorId: talk.idOf("a1"),
      following: 1,
    });
  });

  test("versions are told for each part of a conversation", async () => {
    const talk = await startTalk(db(), "Q1", "a1");
    await talk.retry("Q1", "a1b");
    await talk.switchTo("a1");
    for (let n = 2; n < 9; n++) await talk.add(`Q${n}`);
    await talk.edit("Q8", "Q8B");
    const marks = async (place: object, limit: number) => {
      const { byId } = await listWindowVersions(db(), { ...talk.key, limit, ...place });
      return ["a1", "Q4", "Q8B"].filter((text) => byId.has(talk.idOf(text)));
    };
    expect(await marks({}, 3)).toEqual(["Q8B"]);
    expect(await marks({ before: talk.idOf("Q3") }, 3)).toEqual(["a1"]);
    expect(await marks({ before: talk.idOf("Q8B") }, 3)).toEqual([]);
    expect(await marks({ after: talk.idOf("Q1") }, 3)).toEqual(["a1"]);
    expect(await marks({ at: talk.idOf("Q4") }, 20)).toEqual(["a1", "Q8B"]);
    const ids = ["a1", "Q4"].map(talk.idOf);
    expect([...(await listVersionsOf(db(), { ...talk.key, ids })).byId.keys()]).toEqual([talk.idOf("a1")]);
  });
});
