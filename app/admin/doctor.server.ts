import { accessSync, constants, mkdirSync, statfsSync } from "node:fs";
import { sql } from "drizzle-orm";
import { checkMail, hasMail } from "#app/auth/mail/send.ts";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { hasSearchIndex } from "#db/queries/search-index.ts";
import type { Database } from "#db/types.ts";

export interface Check {
  name: string;
  state: "ok" | "warning" | "failed";
  detail: string;
}

type Finding = Omit<Check, "name">;

const ok = (detail: string): Finding => ({ state: "ok", detail });
const warning = (detail: string): Finding => ({ state: "warning", detail });
const failed = (detail: string): Finding => ({ state: "failed", detail });

/** The clocks of the app and of the database may be apart by this much. */
const MAX_SKEW_MS = 2_000;
const MODEL_PATIENCE_MS = 10_000;
const LOW_BYTES = 500 * 1024 * 1024;

const checks: Readonly<Record<string, (db: Database) => Finding | Promise<Finding>>> = {
  "Node.js": () => {
    const [major = 0] = process.versions.node.split(".").map(Number);
    return major >= 24 ? ok(process.version) : warning(`${process.version}; 24 is what it is tested with`);
  },
  Address: () => {
    if (env.isPublic) return ok(env.appOrigin);
    return warning(`${env.appOrigin}: only this machine. Set APP_URL for others.`);
  },
  "Client address": () =>
    env.isPublic && !env.CLIENT_IP_HEADER
      ? warning("CLIENT_IP_HEADER is unset: behind a proxy, all people share one limit of attempts.")
      : ok(env.CLIENT_IP_HEADER ?? "of the connection"),
  Database: async (db) => {
    const { rows } = await db.execute<{ version: string }>(sql`select version() as version`);
    return ok(`${env.DATABASE_DRIVER}, ${rows[0]?.version.split(" ").slice(0, 2).join(" ") ?? ""}`);
  },
  Migrations: async () => {
    const pending = await (await getDatabase()).pendingMigrations();
    return pending.length === 0 ? ok("all applied") : failed(`to be applied: ${pending.join(", ")}`);
  },
  Clock: async (db) => {
    const before = Date.now();
    const { rows } = await db.execute<{ now: string }>(
      sql`select (extract(epoch from clock_timestamp()) * 1000)::text as now`,
    );
    const skew = Number(rows[0]?.now) - (before + Date.now()) / 2;
    const apart = `${Math.round(Math.abs(skew))} ms from the database's`;
    return Math.abs(skew) <= MAX_SKEW_MS ? ok(apart) : failed(`${apart}: set both by NTP`);
  },
  Search: async (db) =>
    (await hasSearchIndex(db))
      ? ok("indexed")
      : warning("no index, because PostgreSQL refused pg_trgm or btree_gin: it reads all messages of a user"),
  Storage: () => {
    mkdirSync(env.DATA_DIR, { recursive: true });
    accessSync(env.DATA_DIR, constants.W_OK);
    const { bavail, bsize } = statfsSync(env.DATA_DIR);
    const free = bavail * bsize;
    const said = `${(free / 1024 ** 3).toFixed(1)} GiB free in ${env.DATA_DIR}`;
    return free < LOW_BYTES ? warning(said) : ok(said);
  },
  Mail: async () => {
    if (!hasMail)
      return warning("SMTP_URL is unset: forgotten passwords need `npm run admin -- users reset-link`");
    await checkMail();
    return ok("the mail server answers");
  },
  Model: async () => {
    if (env.ASSISTANT === "builtin" || !env.OPENAI_API_KEY) return ok("the built-in engine answers");
    const base = env.OPENAI_BASE_URL ?? "https://api.openai.com/v1";
    const response = await fetch(`${base.replace(/\/$/, "")}/models`, {
      headers: { authorization: `Bearer ${env.OPENAI_API_KEY}` },
      signal: AbortSignal.timeout(MODEL_PATIENCE_MS),
    });
    const host = new URL(base).host;
    if (response.status === 401) return failed(`${host} refuses OPENAI_API_KEY`);
    return response.ok ? ok(`${host} answers`) : warning(`${host} answers ${response.status} to /models`);
  },
};

/** Looks at everything that the app needs. A check that throws has failed. */
export function examine(db: Database): Promise<Check[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return { name, ...(await check(db)) };
      } catch (error) {
        return { name, ...failed(error instanceof Error ? error.message : "it did not work") };
      }
    }),
  );
}
