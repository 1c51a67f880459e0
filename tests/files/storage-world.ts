import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { sql } from "drizzle-orm";
import { startFauxqs } from "fauxqs";
import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { filesIn } from "./files-client.ts";

export type StorageKind = "a folder" | "a bucket";

/** An app with one of the storages, and ways to look into storage and database. */
export interface StorageWorld {
  app(): AppProcess;
  database: DatabaseHandle;
  /** The keys of all stored files. */
  stored(): Promise<string[]>;
  /** Rows of attachments, and keys that wait for their deletion. */
  rows(): Promise<{ attachments: number; deleted: number }>;
  /** Stops the app and starts it again, with the same storage and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const BUCKET = "chat-files";

export async function startWorld(kind: StorageKind, env: Record<string, string> = {}): Promise<StorageWorld> {
  const url = await createPostgresDatabase();
  const bucket = kind === "a bucket" ? await startBucket() : undefined;
  const dataDir = mkdtempSync(join(tmpdir(), "chat-files-"));
  const all = { DATABASE_URL: url, LIMIT_STORAGE_MB: "off", BETTER_AUTH_SECRET: "x".repeat(32) };
  const start = () => startApp({ env: { ...all, ...bucket?.env, ...env }, dataDir });
  let app = await start();
  const database = await createDatabase({ driver: "pg", url });
  const count = async (table: string) => {
    const { rows } = await database.db.execute<{ count: string }>(
      sql`select count(*) as count from ${sql.identifier(table)}`,
    );
    return Number(rows[0]?.count);
  };
  return {
    app: () => app,
    database,
    stored: async () => (bucket ? bucket.keys() : filesIn(dataDir)),
    rows: async () => ({ attachments: await count("attachments"), deleted: await count("deleted_files") }),
    async restart() {
      await app.stop();
      app = await start();
    },
    async stop() {
      await app.stop();
      await Promise.all([database.close(), bucket?.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A server that speaks S3's protocol, with one bucket. */
async function startBucket() {
  const server = await startFauxqs({ port: 0, logger: false });
  server.createBucket(BUCKET);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  return {
    env: {
      S3_BUCKET: BUCKET,
      S3_ENDPOINT: endpoint,
      S3_REGION: "us-east-1",
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      S3_FORCE_PATH_STYLE: "on",
    },
    async keys(): Promise<string[]> {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
