import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import type * as Postgres from "#app/chatkit/postgres/index.ts";
import type * as Memory from "#app/chatkit/testing/index.ts";
import type * as Contract from "#app/chatkit/testing/store-contract.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { installPackage } from "#tests/support/chatkit-package.ts";

// The suite and the stores are those of the archive; their types are those of the sources.

const installed = await installPackage();
installed.link("vitest");
const load = (file: string) => import(pathToFileURL(join(installed.library, "dist", file)).href);
const { storeContract }: typeof Contract = await load("testing/store-contract.js");
const { createMemoryStore }: typeof Memory = await load("testing/index.js");
const { createPostgresStore, createPostgresTables }: typeof Postgres = await load("postgres/index.js");
afterAll(() => installed.remove());

let people = 0;
const somebody = () => ({ userId: `user_${++people}` });

test("is loaded from the archive", () => {
  expect(String(storeContract)).not.toContain("StoreContractOptions");
});

describe("the packed store in memory", () => {
  storeContract({
    open: async () => ({ store: createMemoryStore(), context: somebody(), stranger: somebody() }),
    attachments: true,
  });
});

describe.each(["PostgreSQL", "PGlite"])("the packed store on %s", (database) => {
  const opened = open(database);
  afterAll(async () => (await opened).close());
  storeContract({
    async open() {
      const { client } = await opened;
      const store = createPostgresStore({ client, owner: ({ userId }: { userId: string }) => userId });
      return { store, context: somebody(), stranger: somebody() };
    },
    attachments: true,
  });
});

async function open(database: string) {
  if (database === "PGlite") {
    const client = new PGlite();
    await createPostgresTables(client);
    return { client, close: () => client.close() };
  }
  const client = new pg.Pool({ connectionString: await createPostgresDatabase("template0") });
  await createPostgresTables(client);
  return { client, close: () => client.end() };
}
