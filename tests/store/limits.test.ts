import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { prune } from "#app/housekeeping.ts";
import { createCounter, pruneLimits, readAllowance, storedBytes } from "#db/queries/limits.ts";
import { deleteUserData } from "#db/queries/account-deletion.ts";
import { giveUpAccount } from "#db/queries/accounts.ts";
import { finishRun, type RunEnd } from "#db/queries/run-progress.ts";
import { usageByDay, usageByPerson } from "#db/queries/usage.ts";
import { moveUserData } from "#db/queries/users.ts";
import { limits, runs, usageDays } from "#db/schema/index.ts";
import { addConversation, addRun, addUser, onEveryDriver } from "./fixtures.ts";

const usage = { model: "gpt", inputTokens: 100, outputTokens: 20, reasoningTokens: 5 };
const today = new Date().toISOString().slice(0, 10);

onEveryDriver("Limits", (database) => {
  const finish = (runId: string, end: RunEnd) =>
    finishRun(database(), { runId, events: [], lastSeq: 0 }, end, { notify: false });

  test("counts a hundred at once without losing one, and takes one back", async () => {
    const key = await addUser(database());
    const counter = createCounter(database(), "test", 60);
    const counts = await Promise.all(Array.from({ length: 100 }, () => counter.add(key)));
    const numbers = counts.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    await counter.takeBack(key);
    const { count, endsInMs } = await counter.add(key);
    expect(count).toBe(100);
    expect(endsInMs).toBeGreaterThan(0);
    expect(endsInMs).toBeLessThanOrEqual(60_000);
  });

  test("counts each name and key for itself, and begins again when the window has ended", async () => {
    const [key, other] = [await addUser(database()), await addUser(database())];
    const [counter, second] = [createCounter(database(), "one", 60), createCounter(database(), "two", 60)];
    await counter.add(key);
    expect((await counter.add(other)).count).toBe(1);
    expect((await second.add(key)).count).toBe(1);
    await database()
      .update(limits)
      .set({ expire: new Date(Date.now() - 1000) })
      .where(eq(limits.key, `one:${key}`));
    expect((await counter.add(key)).count).toBe(1);
  });

  test("forgets counters whose window has ended", async () => {
    const key = await addUser(database());
    await createCounter(database(), "old", 60).add(key);
    const later = new Date(Date.now() + 120_000);
    expect(await pruneLimits(database(), later, 1000)).toBeGreaterThan(0);
    await prune(database());
    const rows = await database()
      .select()
      .from(limits)
      .where(eq(limits.key, `old:${key}`));
    expect(rows).toEqual([]);
  });

  test("adds what an answer has cost to the run and to the user's day, once", async () => {
    const userId = await addUser(database());
    const ids = [await addRun(database(), userId), await addRun(database(), userId)];
    for (const id of [...ids, ...ids]) {
      await finish(id, { status: "done", endReason: null, usage });
    }
    const failed = await addRun(database(), userId);
    await finish(failed, { status: "failed", endReason: "stream.error", usage: undefined });
    const [row] = await database()
      .select()
      .from(runs)
      .where(eq(runs.id, ids[0] ?? ""));
    expect(row).toMatchObject({ status: "done", ...usage });
    expect(await readAllowance(database(), userId)).toMatchObject({ isGuest: false, tokensToday: 240 });
    const days = await database().select().from(usageDays).where(eq(usageDays.userId, userId));
    expect(days).toContainEqual(
      expect.objectContaining({ day: today, model: "gpt", turns: 2, failed: 0, inputTokens: 200 }),
    );
    expect(days).toContainEqual(expect.objectContaining({ model: "builtin", turns: 1, failed: 1 }));
    const people = await usageByPerson(database(), { days: 1, limit: 1000 });
    expect(people.find((person) => person.userId === userId)).toMatchObject({ turns: 3, failed: 1 });
    expect((await usageByDay(database(), 1))[0]?.turns).toBeGreaterThanOrEqual(3);
  });

  test("counts what all guests have used together, and keeps it when they are gone", async () => {
    const before = (await readAllowance(database(), await addUser(database(), true)))?.tokensOfAll ?? 0;
    for (let guests = 0; guests < 2; guests++) {
      const userId = await addUser(database(), true);
      const id = await addRun(database(), userId);
      await finish(id, { status: "done", endReason: null, usage });
      await giveUpAccount(database(), userId);
      await deleteUserData(database(), userId);
    }
    const guest = await readAllowance(database(), await addUser(database(), true));
    expect(guest).toMatchObject({ tokensToday: 0, tokensOfAll: before + 240 });
  });

  test("a guest who signs up brings along what was used", async () => {
    const [guest, account] = [await addUser(database(), true), await addUser(database())];
    for (const userId of [guest, account]) {
      const id = await addRun(database(), userId);
      await finish(id, { status: "done", endReason: null, usage });
    }
    await moveUserData(database(), { fromUserId: guest, toUserId: account });
    expect((await readAllowance(database(), account))?.tokensToday).toBe(240);
    expect((await readAllowance(database(), guest))?.tokensToday).toBe(0);
  });

  test("the size of somebody's conversations is theirs alone", async () => {
    const [ada, ben] = [await addUser(database()), await addUser(database())];
    await addConversation(database(), ada, {}, ["Hello", "x".repeat(10_000)]);
    expect(await storedBytes(database(), ada)).toBeGreaterThan(200);
    expect(await storedBytes(database(), ben)).toBe(0);
  });
});
