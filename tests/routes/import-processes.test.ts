import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { signUp } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { claudeArchive, refusal, report, upload } from "./exchange-client.ts";
import { expectNoErrors } from "./expect-error.ts";
import { page } from "./planner-client.ts";

// An import runs in the process that received the file. Every process on the database shows it.

let here: AppProcess;
let there: AppProcess;
let database: DatabaseHandle;
let start: () => Promise<AppProcess>;

beforeAll(async () => {
  const url = await createPostgresDatabase();
  start = () => startApp({ env: { DATABASE_URL: url, BETTER_AUTH_SECRET: "s".repeat(32) } });
  [here, there] = await Promise.all([start(), start()]);
  database = await createDatabase({ driver: "pg", url });
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await database.close();
  expectNoErrors(here);
  expectNoErrors(there);
});

/** The same user on both processes. */
async function user() {
  const { cookie, userId } = await signUp(here.url);
  return { userId, onHere: { url: here.url, cookie }, onThere: { url: there.url, cookie } };
}

const PROGRESS = /\d+ of 1200 conversations are read\./;
/** Takes some seconds. */
const large = () => claudeArchive({ conversations: 1_200, messages: 40 });
const importPage = async (person: { url: string; cookie: string }) =>
  (await page(person, "/history/import")).replaceAll("<!-- -->", "");
const slow = { timeout: 120_000, interval: 200 };

test("another process shows the progress and the report, and refuses a second import meanwhile", async () => {
  const ada = await user();
  const eve = await user();
  const uploaded = upload(ada.onHere, large());
  await expect.poll(() => importPage(ada.onThere), slow).toMatch(PROGRESS);
  const second = await upload(ada.onThere, claudeArchive({ conversations: 1, messages: 1 }));
  expect([second.status, refusal(second.html)]).toEqual([
    400,
    "Your last import is still running. Please try again in a moment.",
  ]);
  expect(await importPage(eve.onThere)).not.toMatch(PROGRESS);
  expect(report((await upload(eve.onThere, claudeArchive({ conversations: 1, messages: 1 }))).html)).toEqual([
    "1 conversation was imported.",
  ]);
  await uploaded;
  await expect
    .poll(async () => report(await importPage(ada.onThere)), slow)
    .toEqual(["1200 conversations were imported."]);
  expect(report(await importPage(ada.onHere))).toEqual(["1200 conversations were imported."]);
});

test("an import whose process stops is broken off in order, and so is what it has to index", async () => {
  const { onHere: ada } = await user();
  const stops = await start();
  const uploaded = upload({ ...ada, url: stops.url }, large());
  await expect.poll(() => importPage(ada), slow).toMatch(PROGRESS);
  expect(await stops.stop()).toBe(0);
  const brokeOff = "The import broke off. What was imported stays; import the same file again to go on.";
  expect(refusal(await importPage(ada))).toBe(brokeOff);
  // Whoever still waits for the upload is told so, too.
  expect((await uploaded).html).toMatch(new RegExp(`${brokeOff}|${PROGRESS.source}`));
  expectNoErrors(stops);
});

test("an import whose process died is interrupted, and importing the file again goes on with it", async () => {
  const ada = await user();
  const archive = large();
  const uploaded = upload(ada.onHere, archive).catch(() => undefined);
  await expect.poll(() => importPage(ada.onThere), slow).toMatch(PROGRESS);
  await here.kill();
  await uploaded;
  // As if it were some time ago.
  await database.db.execute(sql`update imports set updated_at = updated_at - interval '1 minute'
    where user_id = ${ada.userId}`);
  expect(refusal(await importPage(ada.onThere))).toMatch(
    /^The import was interrupted after \d+ of 1200 conversations\. What was imported stays; import the same file again to go on\.$/,
  );
  await upload(ada.onThere, archive);
  await expect
    .poll(async () => report(await importPage(ada.onThere)), slow)
    .toEqual([
      expect.stringMatching(/^\d+ conversations were imported\.$/),
      expect.stringMatching(/^\d+ conversations were here already\.$/),
    ]);
  const { rows } = await database.db.execute<{ count: number }>(
    sql`select count(*)::int as count from conversations where user_id = ${ada.userId}`,
  );
  expect(rows).toEqual([{ count: 1_200 }]);
});
