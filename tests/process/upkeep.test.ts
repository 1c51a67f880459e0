import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { startApp } from "#tests/support/app-process.ts";

test("the embedded database is kept up from the start on, because it has grown since", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = await createDatabase({ driver: "pglite", dataDir });
  await database.migrate();
  await database.db.execute(sql`
    insert into "user" (id, name, email) select 'u' || n, repeat('U', 100), n || '@example.com'
    from generate_series(1, 2000) n`);
  await database.close();

  const app = await startApp({ dataDir, env: { LOG_LEVEL: "debug" } });
  onTestFinished(async () => void (await app.stop()));
  await vi.waitFor(() => expect(app.log()).toMatch(/"vacuumed":\[[^\]]*user/), 30_000);
});
