import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

import { createDatabase } from "#db/create-database.ts";
import { extensions } from "#db/drivers/pglite.ts";

import type { PostgresServer } from "./postgres.ts";

/** The migrated database on a server that the tests' own are copies of. */
export const TEMPLATE = "template_migrated";

/** Creates it, which takes less time than to migrate each. */
export async function createTemplate(postgres: PostgresServer): Promise<void> {
  const admin = await createDatabase({ driver: "pg", url: postgres.url() });
  await admin.db.execute(`create database ${TEMPLATE}`);
  await admin.close();
  const template = await createDatabase({ driver: "pg", url: postgres.url(TEMPLATE) });
  await template.migrate();
  await template.close();
}

/** Dumps an empty, migrated PGlite into a file, for copies in memory. @returns its path */
export async function dumpTemplate(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "chat-template-"));
  const template = await createDatabase({ driver: "pglite", dataDir });
  await template.migrate();
  await template.close();
  const client = await PGlite.create(join(dataDir, "pglite"), { extensions });
  const dump = await client.dumpDataDir("none");
  await client.close();
  rmSync(dataDir, { recursive: true });
  const file = join(tmpdir(), `chat-template-${process.pid}.tar`);
  await writeFile(file, dump.stream());
  return file;
}

/**
 * Creates a copy of a database of a server.
 *
 * @param server the URL of any other database of it
 * @returns the copy's URL
 */
export async function copyOf(server: string, template = TEMPLATE): Promise<string> {
  const url = new URL(server);
  const name = `test_${randomBytes(8).toString("hex")}`;
  const admin = await createDatabase({ driver: "pg", url: server });
  try {
    await admin.db.execute(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.close();
  }
  url.pathname = name;
  return url.href;
}
