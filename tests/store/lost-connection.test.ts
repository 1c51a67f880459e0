import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createChatKitStore } from "#db/chatkit-store.ts";
import {
  isLostConnection,
  isUnavailable,
  NoConnectionError,
  retryOnLostConnection,
} from "#db/lost-connection.ts";
import { user } from "#db/schema/index.ts";
import type { Tx } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { claimRun } from "#db/queries/run-queue.ts";
import { addConversation, addRun, addUser, assistantMessage, onEveryDriver } from "./fixtures.ts";

const ended = () => Object.assign(new Error("terminating connection"), { code: "57P01" });
const queryFailed = (cause: unknown) => new Error("Failed query: select 'connection terminated'", { cause });

describe("a lost connection", () => {
  test.each([
    [ended(), true],
    [queryFailed(ended()), true],
    [queryFailed(new Error("Connection terminated unexpectedly")), true],
    [queryFailed(new Error("Client has encountered a connection error and is not queryable")), true],
    [Object.assign(new Error("read"), { code: "ECONNRESET" }), true],
    [queryFailed(new Error('column "terminated" does not exist')), false],
    [Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), false],
    ["connection terminated", false],
  ])("is distinguished from other failures: %s", (error, lost) => {
    expect(isLostConnection(error)).toBe(lost);
  });

  test("is waited for when there is time, also while PostgreSQL refuses connections", async () => {
    const refused = () => Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const failures = [refused(), refused(), queryFailed(ended())];
    const work = async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return "done";
    };
    expect(await retryOnLostConnection(work, { patienceMs: 10_000 })).toBe("done");
    failures.push(refused());
    await expect(retryOnLostConnection(work)).rejects.toThrow("refused");
  });

  test.each([
    [new NoConnectionError("none"), true],
    [queryFailed(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })), true],
    [Object.assign(new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]), {}), true],
    [Object.assign(new Error("starting up"), { code: "57P03" }), true],
    [queryFailed(Object.assign(new Error("deadlock detected"), { code: "40P01" })), true],
    [queryFailed(Object.assign(new Error("No space left on device"), { code: "53100" })), true],
    [new Error("no"), false],
  ])("is a reason to say one moment: %s", (error, unavailable) => {
    expect(isUnavailable(error)).toBe(unavailable);
  });

  test("is retried once for a request; other failures are not retried", async () => {
    const failures = [ended(), ended(), new Error("no"), ended()];
    const work = async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return "done";
    };
    await expect(retryOnLostConnection(work)).rejects.toThrow("no");
    await expect(retryOnLostConnection(work)).rejects.toThrow("terminating");
    expect(await retryOnLostConnection(work)).toBe("done");
  });
});

onEveryDriver("When the connection is lost", (db) => {
  test("an answer is still stored, once", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const runId = await addRun(db(), userId, { conversationId });
    let lost = 0;
    // The connection is lost after the commit, which the caller can't distinguish from a loss before it.
    const flaky = new Proxy(db(), {
      get(target, name) {
        if (name !== "execute") return Reflect.get(target, name);
        return async (query: Parameters<typeof target.execute>[0]) => {
          const result = await target.execute(query);
          if (lost++ === 0) throw queryFailed(ended());
          return result;
        };
      },
    });
    const store = createChatKitStore(flaky);
    const answer = assistantMessage(conversationId, "There.");
    await store.saveItem(conversationId, answer, { userId, runId });
    const page = await store.loadItems(conversationId, { limit: 9, order: "asc" }, { userId });
    expect([lost, page.data]).toEqual([2, [answer]]);
  });

  test("reads still succeed", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId, {}, ["Buy milk"]);
    const page = { limit: 9, order: "asc" } as const;
    let lost = false;
    const flaky = new Proxy(db(), {
      get(target, name) {
        if (name === "select" && !lost) {
          lost = true;
          throw queryFailed(ended());
        }
        return Reflect.get(target, name);
      },
    });
    const again = () => {
      lost = false;
      return createChatKitStore(flaky);
    };
    expect((await again().loadThreads(page, { userId })).data).toMatchObject([{ id }]);
    const { data } = await again().loadItems(id, page, { userId });
    expect(data).toHaveLength(1);
    expect(await again().loadItem(id, data[0]?.id ?? "", { userId })).toEqual(data[0]);
    expect(lost).toBe(true);
  });

  test("a run may repeat its claim, and other runs stay queued", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const first = await addRun(db(), userId, { conversationId, status: "queued", createdAt: new Date(1) });
    const next = await addRun(db(), userId, { conversationId, status: "queued", createdAt: new Date(2) });
    expect(await claimRun(db(), first)).toBe(true);
    expect(await claimRun(db(), next)).toBe(false);
    expect(await claimRun(db(), first)).toBe(true);
  });
});

test("of two transactions that wait for each other, PostgreSQL ends one, which is done again", async () => {
  const { db, close } = await openTestDatabase("pg");
  const [one, other] = [await addUser(db), await addUser(db)];
  const attempts = { begun: 0 };
  const rename = (tx: Tx, id: string, name: string) => tx.update(user).set({ name }).where(eq(user.id, id));
  const { promise: bothBegun, resolve: begin } = Promise.withResolvers<void>();
  const renameBoth = (name: string, first: string, second: string) =>
    retryOnLostConnection(() =>
      db.transaction(async (tx) => {
        await rename(tx, first, name);
        if (++attempts.begun === 2) begin();
        await bothBegun;
        await rename(tx, second, name);
      }),
    );
  await Promise.all([renameBoth("Ada", one, other), renameBoth("Grace", other, one)]);
  expect(attempts.begun).toBe(3);
  const names = await db.select({ name: user.name }).from(user);
  expect(names[0]).toEqual(names[1]);
  await close();
});
