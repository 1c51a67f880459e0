import { createDatabase } from "#db/create-database.ts";
import { demoId } from "#db/seed/demo-values.ts";
import { DEMO_EMAIL, DEMO_PASSWORD } from "#db/seed/demo-user.ts";
import { seed } from "#db/seed/seed.ts";
import { renderWhole } from "#app/markdown/render.server.ts";
import { authPost, cookieOf, signUp } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { HIGH_LIMITS } from "./high-limits.ts";
import { startLatencyProxy, type LatencyProxy } from "#tests/support/latency-proxy.ts";
import { giveManyConversations, makeLongConversation } from "./large-data.ts";

/** A page, and the cookie of a user who may open it. */
export interface Page {
  url: string;
  cookie: string;
}

/** The built app with its own PostgreSQL, which contains the corpus. */
export interface World {
  app: AppProcess;
  /** Between the app and its database. */
  proxy: LatencyProxy;
  /** A conversation with 20, 200, 2,000 or 10,000 messages, of the demo user with 303 conversations. */
  conversation(messages: 20 | 200 | 2000 | 10_000): Page;
  /** The new-chat page of a user with this many conversations, which fill the sidebar. */
  manyConversations: Page;
  fewConversations: Page;
  stop(): Promise<void>;
}

const DATABASE = "bench";
const MANY = 10_000;
const FEW = 31;
const LONG = demoId("thr", "Corpus 10000");

/** Starts PostgreSQL, the proxy and the app. Takes about ten seconds. */
export async function startWorld(): Promise<World> {
  const postgres = await startPostgres();
  const admin = await createDatabase({ driver: "pg", url: postgres.url() });
  await admin.db.execute(`create database ${DATABASE}`);
  await admin.close();
  const database = await createDatabase({ driver: "pg", url: postgres.url(DATABASE) });
  await database.migrate();
  await seed(database.db, { render: renderWhole });
  await makeLongConversation(database.db, { from: demoId("thr", "Corpus 2000"), to: LONG, times: 5 });

  const proxy = await startLatencyProxy(postgres.url(DATABASE));
  const app = await startApp({
    env: { DATABASE_URL: proxy.url, BETTER_AUTH_SECRET: "bench".repeat(8), ...HIGH_LIMITS },
  });
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
