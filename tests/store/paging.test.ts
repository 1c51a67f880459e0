import { expect, test } from "vitest";

import { createChatKitStore } from "#db/chatkit-store.ts";
import { newId } from "#db/ids.ts";
import { listConversationsByActivity } from "#db/queries/conversation-pages.ts";
import { listMessageWindow, type WindowPlace } from "#db/queries/message-window.ts";
import { upsertMessage } from "#db/queries/messages.ts";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";

import {
  addTask,
  markCompleted,
  addConversation,
  addRun,
  addUser,
  assistantMessage,
  onEveryDriver,
  toNewMessage,
} from "./fixtures.ts";

onEveryDriver("Paging", (db) => {
  const store = () => createChatKitStore(db());
  const at = new Date("2026-01-31T12:00:00.123Z");

  test.each(["asc", "desc"] as const)("returns each thread of the same instant once, %s", async (order) => {
    const userId = await addUser(db());
    const early = await addConversation(db(), userId, { createdAt: new Date(at.getTime() - 1) });
    const ties = [];
    for (let n = 0; n < 7; n++) ties.push(await addConversation(db(), userId, { createdAt: at }));
    const expected = [early, ...ties.toSorted()];
    if (order === "desc") expected.reverse();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store().loadThreads({ limit: 3, order, after }, { userId });
      seen.push(...page.data.map((thread) => thread.id));
      after = page.after;
    } while (after !== undefined);
    expect(seen).toEqual(expected);
  });

  test("is empty after the last thread, and fails with not_found after an unknown one", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId);
    const page = { limit: 3, order: "desc" } as const;
    expect(await store().loadThreads({ ...page, after: id }, { userId })).toEqual({
      data: [],
      has_more: false,
    });
    const absent = store().loadThreads({ ...page, after: "thr_absent" }, { userId });
    await expect(absent).rejects.toMatchObject({ code: "not_found" });
  });

  test("by activity returns each conversation once, with its active run", async () => {
    const userId = await addUser(db());
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await addConversation(db(), userId, { updatedAt: at }));
    const answering = ids[2] ?? "";
    const runId = await addRun(db(), userId, { conversationId: answering });
    await addRun(db(), userId, {
      conversationId: answering,
      status: "queued",
      createdAt: new Date(Date.now() + 1000),
    });
    await addRun(db(), userId, { conversationId: ids[0] ?? "", status: "done" });
    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await listConversationsByActivity(db(), { userId, limit: 2, after: cursor });
      seen.push(...page.rows);
      cursor = page.after ?? undefined;
    } while (cursor);
    expect(seen.map((row) => row.id)).toEqual(ids.toSorted().toReversed());
    expect(seen.filter((row) => row.activeRunId).map((row) => [row.id, row.activeRunId])).toEqual([
      [answering, runId],
    ]);
  });

  test("by activity starts at the beginning when the cursor is invalid", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId);
    for (const cursor of ["", "%%%", "bm9wZQ", Buffer.from("[1e99,1]").toString("base64url")]) {
      const { rows } = await listConversationsByActivity(db(), { userId, limit: 2, after: cursor });
      expect(rows.map((row) => row.id)).toEqual([id]);
    }
  });

  test("of items follows their order in both directions, without streaming items", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId, {}, ["1", "2", "3", "4"]);
    const streaming = toNewMessage(assistantMessage(conversationId, "5"), "streaming");
    await upsertMessage(db(), { userId, conversationId, message: streaming });
    const asc = { limit: 3, order: "asc" } as const;
    const first = await store().loadItems(conversationId, asc, { userId });
    const rest = await store().loadItems(conversationId, { ...asc, after: first.after }, { userId });
    const ids = [...first.data, ...rest.data].map((item) => item.id);
    expect(ids).toHaveLength(4);
    expect([first.has_more, rest.has_more, rest.after]).toEqual([true, false, undefined]);
    const back = await store().loadItems(conversationId, { limit: 4, order: "desc" }, { userId });
    expect(back.data.map((item) => item.id)).toEqual(ids.toReversed());
    const absent = store().loadItems(conversationId, { ...asc, after: "msg_absent" }, { userId });
    await expect(absent).rejects.toMatchObject({ code: "not_found" });
  });

  test("a window contains the newest messages, oldest first, or those before a message", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId, {}, ["1", "2", "3", "4"]);
    const answer = toNewMessage(assistantMessage(conversationId, "5"), "streaming");
    await upsertMessage(db(), {
      userId,
      conversationId,
      message: { ...answer, html: "<p>5</p>", htmlVersion: 1 },
    });
    const newest = await listMessageWindow(db(), { userId, conversationId, limit: 2 });
    expect(newest.rows.map((row) => [row.seq, row.state, row.html])).toEqual([
      [4, "done", null],
      [5, "streaming", "<p>5</p>"],
    ]);
    const before = newest.rows[0]?.id;
    const older = await listMessageWindow(db(), { userId, conversationId, limit: 3, before });
    expect([newest.hasEarlier, newest.hasLater]).toEqual([true, false]);
    expect([older.hasEarlier, older.hasLater, ...older.rows.map((row) => row.seq)]).toEqual([
      false,
      true,
      1,
      2,
      3,
    ]);
  });

  test("a window can be after or around a message", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId, {}, ["1", "2", "3", "4", "5", "6"]);
    const key = { userId, conversationId };
    const { rows: all } = await listMessageWindow(db(), { ...key, limit: 10 });
    const outline = async (place: WindowPlace, limit: number) => {
      const { rows, hasEarlier, hasLater } = await listMessageWindow(db(), { ...key, ...place, limit });
      return [rows.map((row) => row.seq).join(""), hasEarlier, hasLater];
    };
    const id = (seq: number) => all[seq - 1]?.id;
    expect(await outline({ after: id(2) }, 3)).toEqual(["345", true, true]);
    expect(await outline({ after: id(3) }, 3)).toEqual(["456", true, false]);
    expect(await outline({ at: id(3) }, 4)).toEqual(["1234", false, true]);
    expect(await outline({ at: id(4) }, 4)).toEqual(["2345", true, true]);
    expect(await outline({ at: id(6) }, 4)).toEqual(["456", true, false]);
    expect(await outline({ at: "msg_absent" }, 4)).toEqual(["", false, false]);
  });

  test("lists open tasks by due date, those without one last, and completed tasks latest first", async () => {
    const userId = await addUser(db());
    for (const dueAt of [null, at, new Date(at.getTime() - 60_000), at, null, at]) {
      await addTask(db(), { userId, title: newId("title"), dueAt });
    }
    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await listOpenTasks(db(), { userId, limit: 2, cursor });
      seen.push(...page.rows);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.map((task) => task.dueAt && task.dueAt.getTime() - at.getTime())).toEqual([
      -60_000,
      0,
      0,
      0,
      null,
      null,
    ]);
    expect(new Set(seen.map((task) => task.id)).size).toBe(6);
    for (const { id } of seen.slice(0, 3)) await markCompleted(db(), id);
    const first = await listCompletedTasks(db(), { userId, limit: 2 });
    const rest = await listCompletedTasks(db(), { userId, limit: 2, cursor: first.nextCursor ?? undefined });
    expect(new Set([...first.rows, ...rest.rows].map((task) => task.id)).size).toBe(3);
    expect(rest.nextCursor).toBeNull();
  });
});
