import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writtenSnapshot } from "#app/runs/partial-answer.ts";
import { createDatabase } from "#db/create-database.ts";
import { runs, usageDays } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { allEvents, createThread, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

let model: DictatedModel;
let app: AppProcess;
let builtin: AppProcess;
let database: DatabaseHandle;
beforeAll(async () => {
  model = await startDictatedModel();
  const url = await createPostgresDatabase();
  database = await createDatabase({ driver: "pg", url });
  const env = { DATABASE_URL: url, BETTER_AUTH_SECRET: "x".repeat(32) };
  [app, builtin] = await Promise.all([startApp({ env: { ...env, ...model.env } }), startApp({ env })]);
});
afterAll(async () => {
  await Promise.all([app.stop(), builtin.stop()]);
  await model.stop();
  await database.close();
});

const dayOf = async ({ userId }: Person) =>
  (await database.db.select().from(usageDays).where(eq(usageDays.userId, userId)))[0];
const runOf = async ({ userId }: Person) =>
  (await database.db.select().from(runs).where(eq(runs.userId, userId)))[0];
/** What is written of the answer: its snapshot was perhaps made before the first word, and isn't made again for words. */
const writtenOf = async (person: Person) => {
  const run = await runOf(person);
  return JSON.stringify(run && (await writtenSnapshot(database.db, run)));
};

describe("what an answer has cost", () => {
  test("is what the host reports", async () => {
    const ada = await signUp(app.url);
    const asked = model.next();
    const sending = ada.chatkit(createThread("Hello"));
    (await asked).answer("Hi", { prompt_tokens: 1234, completion_tokens: 56 });
    await allEvents(await sending);
    expect(await dayOf(ada)).toMatchObject({
      model: "gpt-5-mini",
      turns: 1,
      failed: 0,
      inputTokens: 1234,
      outputTokens: 56,
    });
    expect(await runOf(ada)).toMatchObject({ status: "done", endReason: null, inputTokens: 1234 });
  });

  test("is estimated when it is stopped, so that stopping isn't free", async () => {
    const ada = await signUp(app.url);
    const asked = model.next();
    const response = await ada.chatkit(createThread("Write a book"), {
      headers: { "x-chatkit-run-control": "explicit" },
    });
    const dictation = await asked;
    dictation.say("x".repeat(4000));
    const reading = allEvents(response);
    const id = response.headers.get("x-chatkit-run-id");
    await expect.poll(() => writtenOf(ada)).toContain("xxx");
    await ada.api(`/api/chatkit/runs/${id}/stop`, { method: "POST" });
    await reading;
    const day = await dayOf(ada);
    expect(day?.outputTokens).toBe(1000);
    expect(day?.inputTokens).toBeGreaterThan(0);
    expect(await runOf(ada)).toMatchObject({ status: "cancelled", endReason: "cancelled" });
  });

  test("is nothing where the built-in engine answers, which counts its answers all the same", async () => {
    const ada = await signUp(builtin.url);
    await startThread(ada, "Hello");
    expect(await dayOf(ada)).toMatchObject({ model: "builtin", turns: 1, inputTokens: 0, outputTokens: 0 });
  });
});
