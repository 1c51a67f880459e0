import { env } from "#app/env.server.ts";
import { closeDatabase, getDatabase } from "#db/client.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { vacuumDue } from "#db/vacuum.ts";

/** Applies the pending migrations and prints their names. */
export function runMigrate(): Promise<void> {
  return withDatabase(async (database) => {
    const pending = await database.pendingMigrations();
    await database.migrate();
    console.log(pending.length === 0 ? "Nothing to migrate." : `Migrated: ${pending.join(", ")}.`);
  });
}

/**
 * Adds the demo user with conversations and tasks.
 *
 * @throws {Error} with a public `APP_URL`, because anybody could sign in with the published password
 */
export async function runSeed(): Promise<void> {
  if (env.isPublic) {
    throw new Error(
      `Refused: the demo user's password is public, and so is APP_URL (${env.appOrigin}). Seed only a local app.`,
    );
  }
  const { renderItem } = await import("#app/markdown/render.server.ts");
  const { seed } = await import("#db/seed/seed.ts");
  const { DEMO_EMAIL, DEMO_PASSWORD } = await import("#db/seed/demo-user.ts");
  await withDatabase(async (database) => {
    await database.migrate();
    const added = await seed(database.db, { render: renderItem });
    if (database.driver === "pglite") await vacuumDue(database.db);
    console.log(
      `Added ${added.conversations} conversations, ${added.messages} messages and ${added.tasks} tasks. ` +
        `Sign in as ${DEMO_EMAIL} with ${DEMO_PASSWORD}.`,
    );
  });
}

async function withDatabase(work: (database: DatabaseHandle) => Promise<void>): Promise<void> {
  try {
    await work(await getDatabase());
  } finally {
    await closeDatabase();
  }
}
