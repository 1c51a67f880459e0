import { createDatabase } from "../db/create-database.ts";
import { startBalancer } from "../tests/chaos/balancer.ts";
import { check, untilAllEnded } from "../tests/chaos/check.ts";
import { injectFaults } from "../tests/chaos/faults.ts";
import { startMoodyModel } from "../tests/chaos/moody-model.ts";
import { createRandom } from "../tests/chaos/random.ts";
import { chat, type Sent } from "../tests/chaos/users.ts";
import { startApp } from "../tests/support/app-process.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { buildIfNeeded } from "./build/build.ts";

/*
 * `npm run test:chaos -- [seconds] [seed]`: two processes of the app behind a proxy, on one PostgreSQL, with a moody
 * model and users who chat, while faults are injected. Then it compares what users were told with what is stored.
 * Exits with 1 when an acknowledged item is lost, something is doubled, or a turn hasn't ended within 60 s.
 */

const USERS = 8;

const [seconds = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
await buildIfNeeded();
console.log(`${seconds} s of chaos, seed ${seed}`);
const random = createRandom(seed);
const [postgres, model, balancer] = await Promise.all([
  startPostgres(),
  startMoodyModel(random),
  startBalancer(),
]);
const env = {
  ...model.env,
  DATABASE_URL: postgres.url(),
  BETTER_AUTH_SECRET: "c".repeat(32),
  LOG_LEVEL: "info",
};
const logs: string[] = [];
const start = async () => {
  const app = await startApp({ env });
  app.child.on("exit", () => logs.push(app.log()));
  return app;
};
balancer.backends.push(await start(), await start());
const database = await createDatabase({ driver: "pg", url: postgres.url() });

const end = Date.now() + seconds * 1000;
const isOver = () => Date.now() > end;
const sent: Sent[] = [];
const users = Array.from({ length: USERS }, () => chat(balancer.url, random, isOver, sent));
const injected = await injectFaults({ balancer, postgres, database: database.db, random, start }, isOver);
await Promise.all(users);
await untilAllEnded(database.db).catch((error: unknown) => console.log(String(error)));
const verdict = await check(database.db, sent);

const items = sent.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
const longest = Math.max(...sent.map(({ ms }) => ms ?? Infinity));
const repeats = sent.reduce((sum, record) => sum + record.repeats, 0);
for (const app of balancer.backends) logs.push(app.log());
const unexplained =
  logs.join("").match(/^\{"level":"(?:error|fatal)".*a response could not be made.*$/gm) ?? [];
console.log("\ninjected", injected, "\nthe model", model.moods);
console.log(
  `turns ${sent.length} (sent again ${repeats} times), acknowledged items ${items}, ends`,
  verdict.ends,
);
console.log(`lost ${verdict.lost.length}, doubled ${verdict.doubled.length}`);
console.log(
  `not ended within 60 s ${verdict.unended.length}, the longest took ${(longest / 1000).toFixed(1)} s`,
);
console.log(`responses that failed without a reason in the log: ${unexplained.length}`);
for (const line of [...verdict.lost, ...verdict.doubled, ...verdict.unended, ...unexplained.slice(0, 5)]) {
  console.log(`  ${line}`);
}

await Promise.all(balancer.backends.map((app) => app.kill()));
balancer.stop();
model.stop();
await database.close();
await postgres.stop();
const isWrong = verdict.lost.length + verdict.doubled.length + verdict.unended.length > 0;
process.exit(isWrong ? 1 : 0);
