import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authPost,
  createThread,
  PASSWORD,
  signInAsGuest,
  signUp,
  startThread,
} from "#tests/support/api-client.ts";
import { createDatabase } from "#db/create-database.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

const root = resolve(import.meta.dirname, "../..");
const execute = promisify(execFile);

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs the operator's command as its own process. */
async function admin(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const options = { cwd: root, env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...env } };
  try {
    const { stdout, stderr } = await execute(process.execPath, ["scripts/admin.ts", ...args], options);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "stdout" in error && "stderr" in error)) throw error;
    return { code: Number(error.code), out: String(error.stdout), err: String(error.stderr) };
  }
}

let model: DictatedModel;
let app: AppProcess;
beforeAll(async () => {
  model = await startDictatedModel();
  app = await startApp({ env: { ...model.env, RATE_LIMIT_SIGN_IN: "1000" }, embedded: true });
});
afterAll(async () => {
  await app.stop();
  await model.stop();
});

/** The command beside the running server, which has the embedded database open. */
const beside = (...args: string[]) => admin({ DATA_DIR: app.dataDir }, ...args, "--json");
/** What was printed, which is JSON. */
// The caller knows what its command prints.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const resultOf = <Result>({ out, err }: Ran): Result => {
  expect(err).toBe("");
  return JSON.parse(out);
};

describe("beside a running server", () => {
  test("an account is made, and its link chooses the password", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const made = await beside("users", "create", email, "--name", "Ada", "--role", "admin");
    const { link } = resultOf<{ link: string }>(made);
    const token = new URL(link).searchParams.get("token") ?? "";
    const set = await browserClient(app.url).submit("/reset-password", { token, newPassword: PASSWORD });
    expect(set.status).toBe(303);
    expect((await authPost(app.url, "/sign-in/email", { email, password: PASSWORD })).status).toBe(200);
    const again = await beside("users", "create", email, "--name", "Ada");
    expect([again.code, again.err]).toEqual([1, `There is an account with ${email} already.\n`]);
  });

  test("somebody who has forgotten a password gets a link; a guest has none", async () => {
    const ada = await signUp(app.url);
    const { link } = resultOf<{ link: string }>(await beside("users", "reset-link", ada.email));
    expect(link).toContain("/reset-password?token=");
    const guest = await signInAsGuest(app.url);
    expect((await beside("users", "reset-link", guest.userId)).err).toContain("A guest has no password.");
  });

  test("users are listed and searched, without guests", async () => {
    const ada = await signUp(app.url);
    const guest = await signInAsGuest(app.url);
    const { users } = resultOf<{ users: { id: string }[] }>(
      await beside("users", "list", "--query", ada.email),
    );
    expect(users.map(({ id }) => id)).toEqual([ada.userId]);
    const all = resultOf<{ users: { id: string }[] }>(await beside("users", "list", "--guests"));
    expect(all.users.map(({ id }) => id)).toContain(guest.userId);
  });

  test("a user is deleted, which has to be said twice, and stands in the audit log without a name", async () => {
    const ada = await signUp(app.url);
    const careless = await beside("users", "delete", ada.email);
    expect([careless.code, careless.err]).toEqual([1, expect.stringContaining("Say that you are sure")]);
    expect((await beside("users", "delete", ada.email, "--yes")).code).toBe(0);
    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
    const { out } = await beside("audit");
    expect(out).toContain("users.delete");
    expect(out).not.toContain(ada.email);
    expect(out).not.toContain(ada.userId);
  });

  test("somebody is signed out everywhere", async () => {
    const ada = await signUp(app.url);
    expect(resultOf(await beside("sessions", "revoke", ada.email))).toEqual({ ended: 1 });
    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
  });

  test("answers that are under way are listed and stopped", async () => {
    const ada = await signUp(app.url);
    const asked = model.next();
    const response = await ada.chatkit(createThread("Wait"));
    await asked;
    const runs = resultOf<{ id: string; userId: string }[]>(await beside("runs", "list"));
    const run = runs.find(({ userId }) => userId === ada.userId);
    expect(run?.id).toBe(response.headers.get("x-chatkit-run-id"));
    expect((await beside("runs", "stop", run?.id ?? "")).code).toBe(0);
    await response.text();
    const left = resultOf<{ userId: string }[]>(await beside("runs", "list"));
    expect(left.map(({ userId }) => userId)).not.toContain(ada.userId);
  });

  test("what an older version has rendered is rendered again", async () => {
    const url = await createPostgresDatabase();
    const env = { DATABASE_URL: url, BETTER_AUTH_SECRET: "x".repeat(32) };
    const other = await startApp({ env });
    const database = await createDatabase({ driver: "pg", url });
    const ada = await signUp(other.url);
    await startThread(ada, "Hello");
    const html = sql`(select html from messages where type = 'assistant_message')`;
    const { rows: before } = await database.db.execute(sql`select ${html} as html`);
    await database.db.execute(sql`update messages set html = 'old', html_version = 1 where html is not null`);
    const { rendered } = JSON.parse((await admin(env, "render", "--json")).out);
    expect(rendered).toBeGreaterThan(0);
    expect((await database.db.execute(sql`select ${html} as html`)).rows).toEqual(before);
    expect(JSON.parse((await admin(env, "render", "--json")).out)).toEqual({ rendered: 0 });
    await other.stop();
    await database.close();
  });

  test("the only administrator stays one", async () => {
    const url = await createPostgresDatabase();
    const env = { DATABASE_URL: url };
    await admin(env, "users", "create", "ada@example.com", "--name", "Ada", "--role", "admin");
    const refused = await admin(env, "users", "role", "ada@example.com", "member");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("the only administrator")]);
  });
});

describe("without a server", () => {
  test("the command opens the database itself, and leaves no socket", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
    const { code, out } = await admin({ DATA_DIR: dataDir }, "users", "list");
    expect([code, out]).toEqual([0, "Nothing.\n"]);
    expect(readdirSync(dataDir).filter((name) => name.endsWith(".sock"))).toEqual([]);
    rmSync(dataDir, { recursive: true });
  });

  test("doctor finds what is wrong, and exits with 1", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
    const env = {
      DATA_DIR: dataDir,
      DATABASE_URL: await createPostgresDatabase("template0"),
      SMTP_URL: "smtp://127.0.0.1:9",
      OPENAI_API_KEY: "x",
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
    };
    const { code, out } = await admin(env, "doctor", "--json");
    const checks: { name: string; state: string }[] = JSON.parse(out);
    const failed = checks.filter(({ state }) => state === "failed").map(({ name }) => name);
    expect([code, failed]).toEqual([1, ["Migrations", "Mail", "Model"]]);
    rmSync(dataDir, { recursive: true });
  });

  test.each([
    [["users", "list", "--limit", "many"], "limit: "],
    [["users", "role", "nobody@example.com", "king"], "role: "],
    [["users", "role", "nobody@example.com", "admin"], "There is no user nobody@example.com."],
    [["runs", "stop", "run_none"], "There is no run run_none."],
  ])("%j is refused in a sentence", async (args, sentence) => {
    const { code, err } = await admin({ DATABASE_URL: await createPostgresDatabase() }, ...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test("the help lists every command", async () => {
    const { out } = await admin({}, "--help");
    for (const word of ["users", "sessions", "runs", "doctor", "render", "prune", "audit"]) {
      expect(out).toContain(word);
    }
  });
});
