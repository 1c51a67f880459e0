import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createThread, signUp } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startLatencyProxy } from "#tests/support/latency-proxy.ts";

/** As long as a silent stream stays silent. */
const SILENCE_MS = 15_000;

test("a client that leaves while an event is read from the database does no harm, then or later", async () => {
  const proxy = await startLatencyProxy(await createPostgresDatabase());
  const app = await startApp({ env: { DATABASE_URL: proxy.url, BETTER_AUTH_SECRET: "s".repeat(32) } });
  try {
    const ada = await signUp(app.url);
    const run = await ada.chatkit(createThread("Hello"));
    await run.text();
    const path = `/api/chatkit/runs/${run.headers.get("x-chatkit-run-id")}/events`;
    proxy.delayMs = 300;
    for (let times = 0; times < 3; times += 1) {
      const aborter = new AbortController();
      const response = await fetch(app.url + path, {
        headers: { authorization: `Bearer ${ada.secret}` },
        signal: aborter.signal,
      });
      expect(response.status).toBe(200);
      await delay(100);
      aborter.abort();
    }
    proxy.delayMs = 0;
    await delay(SILENCE_MS + 1_500);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect(app.log()).not.toContain('"level":"error"');
  } finally {
    await app.stop();
    await proxy.stop();
  }
});
