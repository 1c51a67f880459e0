import { createDatabase } from "#db/create-database.ts";
import { demoId } from "#db/seed/demo-values.ts";
import { DEMO_EMAIL, DEMO_PASSWORD } from "#db/seed/demo-user.ts";
import { seed } from "#db/seed/seed.ts";
import { renderItem } from "#app/markdown/render.server.ts";
import { authPost, cookieOf, signUp } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { startLatencyProxy, type LatencyProxy } from "./latency-proxy.ts";
import { giveManyConversations, makeLongConversation } from "./large-data.ts";

/** A page to open, and the cookie of somebody who may. */
export interface Page {
  url: string;
  cookie: string;
}

/** The built app on a PostgreSQL of its own, with the corpus in it. */
export interface World {
  app: AppProcess;
  /** Between the app and its database. */
  proxy: LatencyProxy;
  /** A conversation of the demo user's, who has 303 of them: 20, 200, 2,000 or 10,000 messages. */
  conversation(messages: 20 | 200 | 2000 | 10_000): Page;
  /** The new-chat page of somebody with this many conversations, whose sidebar is full. */
  manyConversations: Page;
  fewConversations: Page;
  stop(): Promise<void>;
}

const DATABASE = "bench";
const MANY = 10_000;
const FEW = 31;
const LONG = demoId("thr", "Corpus 10000");

/** Starts everything that is measured; takes about ten seconds. */
export async function startWorld(): Promise<World> {
  const postgres = await startPostgres();
  const admin = await createDatabase({ driver: "pg", url: postgres.url() });
  await admin.db.execute(`create database ${DATABASE}`);
  await admin.close();
  const database = await createDatabase({ driver: "pg", url: postgres.url(DATABASE) });
  await database.migrate();
  await seed(database.db, { render: renderItem });
  await makeLongConversation(database.db, { from: demoId("thr", "Corpus 2000"), to: LONG, times: 5 });

  const proxy = await startLatencyProxy(postgres.url(DATABASE));
  const app = await startApp({ env: { DATABASE_URL: proxy.url, BETTER_AUTH_SECRET: "bench".repeat(8) } });
  const [many, few] = [await signUp(app.url), await signUp(app.url)];
  await giveManyConversations(database.db, { userId: many.userId, count: MANY });
  await giveManyConversations(database.db, { userId: few.userId, count: FEW });
  await database.db.execute("vacuum analyze");
  await database.close();

  const signIn = await authPost(app.url, "/sign-in/email", { email: DEMO_EMAIL, password: DEMO_PASSWORD });
  const cookie = cookieOf(signIn);
  return {
    app,
    proxy,
    conversation(messages) {
      const id = messages === 10_000 ? LONG : demoId("thr", `Corpus ${messages}`);
      return { url: `${app.url}/chat/${id}`, cookie };
    },
    manyConversations: { url: `${app.url}/chat`, cookie: many.cookie },
    fewConversations: { url: `${app.url}/chat`, cookie: few.cookie },
    async stop() {
      await app.stop();
      await proxy.stop();
      await postgres.stop();
    },
  };
}
