import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { json, signUp } from "#tests/support/api-client.ts";
import { type AppProcess, startApp } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startLatencyProxy } from "#tests/support/latency-proxy.ts";

/** Files of its data folder that the process has open. */
function openFiles({ child, dataDir }: AppProcess): string[] {
  const folder = `/proc/${child.pid}/fd`;
  const files = readdirSync(folder).map((file) => {
    try {
      return readlinkSync(`${folder}/${file}`);
    } catch {
      // Closed meanwhile.
      return "";
    }
  });
  return files.filter((file) => file.startsWith(dataDir));
}

test("a client that leaves before its file is sent leaves no file open", async () => {
  const proxy = await startLatencyProxy(await createPostgresDatabase());
  const app = await startApp({ env: { DATABASE_URL: proxy.url, BETTER_AUTH_SECRET: "s".repeat(32) } });
  try {
    const ada = await signUp(app.url);
    const headers = { authorization: `Bearer ${ada.secret}` };
    const body = new FormData();
    // Larger than what is read ahead.
    body.set("file", new Blob(["a\n".repeat(1_000_000)], { type: "text/plain" }), "notes.txt");
    const sent = await fetch(`${app.url}/api/chatkit/attachments`, { method: "POST", headers, body });
    const { id } = await json<{ id: string }>(sent);
    const content = `${app.url}/api/chatkit/attachments/${id}/content`;
    proxy.delayMs = 200;
    const leaving = Array.from({ length: 5 }, () =>
      fetch(content, { headers, signal: AbortSignal.timeout(100) }),
    );
    const outcomes = await Promise.allSettled(leaving);
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "rejected"));
    // Until the database has answered all of them.
    await delay(1_500);
    proxy.delayMs = 0;
    await expect.poll(() => openFiles(app)).toEqual([]);
    expect((await (await fetch(content, { headers })).arrayBuffer()).byteLength).toBe(2_000_000);
  } finally {
    await app.stop();
    await proxy.stop();
  }
});
