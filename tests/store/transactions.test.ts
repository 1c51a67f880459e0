import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";

import { createConversation, getConversation } from "#db/queries/conversations.ts";
import { tasks, user } from "#db/schema/index.ts";

import { addConversation, addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("A transaction", (db, driver) => {
  test("is rolled back when its callback rejects", async () => {
    const boom = new Error("boom");
    let id = "";
    const attempt = db().transaction(async (tx) => {
      id = await addUser(tx);
      throw boom;
    });
    await expect(attempt).rejects.toBe(boom);
    expect(await db().$count(user, eq(user.id, id))).toBe(0);
  });

  test("can contain others, and survives the failure of one", async () => {
    const userId = await addUser(db());
    const taken = await addConversation(db(), userId);
    const id = await db().transaction(async (tx) => {
      const again = tx.transaction((inner) =>
        createConversation(inner, { userId, conversation: { id: taken } }),
      );
      await expect(again).rejects.toThrow("Failed query");
      return addConversation(tx, userId);
    });
    expect(await getConversation(db(), { userId, id })).toBeDefined();
  });

  test("makes the outer database throw inside it, but not afterwards", async () => {
    const misuse = /outer `db` was used inside db\.transaction/;
    const prepared = db().select().from(tasks);
    await db().transaction(async (tx) => {
      expect(() => db().select()).toThrow(misuse);
      expect(() => db().execute(sql`select 1`)).toThrow(misuse);
      expect(() => db().query).toThrow(misuse);
      expect(() => db().transaction(async () => {})).toThrow(misuse);
      await expect(Promise.resolve(prepared)).rejects.toMatchObject({
        cause: { message: expect.stringMatching(misuse) },
      });
      await tx.execute(sql`select 1`);
    });
    expect((await db().execute<{ one: number }>(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("work that was started inside may use the outer database after the end", async () => {
    const over = Promise.withResolvers<void>();
    let after: Promise<unknown> = Promise.resolve();
    await db().transaction(async (tx) => {
      after = over.promise.then(() => db().execute(sql`select 1`));
      await tx.execute(sql`select 1`);
    });
    over.resolve();
    await expect(after).resolves.toBeDefined();
  });

  test.skipIf(driver === "pglite")(
    "rejects when it loses its connection, and the process goes on",
    async () => {
      const connected = Promise.withResolvers<number>();
      const dropped = Promise.withResolvers<void>();
      const attempt = db().transaction(async (tx) => {
        const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        connected.resolve(rows[0]?.pid ?? 0);
        // Between two statements, only the pool's handler notices the loss.
        await dropped.promise;
        await tx.execute(sql`select 1`);
      });
      const pid = await connected.promise;
      await db().execute(sql`select pg_terminate_backend(${pid}, 5000)`);
      dropped.resolve();
      await expect(attempt).rejects.toThrow("Failed query");
      expect((await db().execute<{ one: number }>(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
    },
  );
});
