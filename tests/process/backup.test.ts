import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { tablesInOrder } from "#db/queries/backup.ts";
import { json, PASSWORD, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";

const root = resolve(import.meta.dirname, "../..");
const execute = promisify(execFile);

/** Runs the operator's command as its own process, from another folder. */
async function admin(env: Record<string, string>, cwd: string, ...args: string[]): Promise<string> {
  const command = [join(root, "scripts/admin.ts"), ...args, "--json"];
  const options = { cwd, env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...env } };
  return execute(process.execPath, command, options).then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      throw new Error(error instanceof Error && "stderr" in error ? String(error.stderr) : String(error));
    },
  );
}

async function fill(url: string): Promise<{ ada: Person; thread: string }> {
  const ada = await signUp(url);
  const form = new FormData();
  form.set("file", new Blob(["Xanthippe's list"]), "list.txt");
  const uploaded = await fetch(`${url}/api/chatkit/attachments`, {
    method: "POST",
    headers: { authorization: `Bearer ${ada.secret}` },
    body: form,
  });
  const { id } = await json<{ id: string }>(uploaded);
  const input = {
    content: [{ type: "input_text", text: 'Buy *milk* tomorrow, “quotes” and 中文 \\ " too' }],
    attachments: [id],
    inference_options: {},
  };
  const sent = await ada.chatkit({ type: "threads.create", params: { input } });
  const thread = /"id":"(thr_\w+)"/.exec(await sent.text())?.[1] ?? "";
  await startThread(ada, "Hello there");
  return { ada, thread };
}

/** Signs in to the restored app, and reads what is there. */
async function read(url: string, { email }: Person, thread: string) {
  const signedIn = await browserClient(url).submit("/sign-in", { email, password: PASSWORD });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  expect(signedIn.status).toBe(303);
  const client = browserClient(url, cookie);
  const conversation = await (await client.get(`/chat/${thread}`)).text();
  const tasks = await (await client.get("/tasks?view=all")).text();
  const { token } = await json<{ token: string }>(await client.get("/api/auth/token"));
  const items = await (
    await fetch(`${url}/api/chatkit/threads/${thread}/items`, {
      headers: { authorization: `Bearer ${token}` },
    })
  ).text();
  const file = /"download_url":"([^"]+)"/.exec(items)?.[1] ?? "";
  return { conversation, tasks, file: await (await fetch(file)).text() };
}

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chat-backup-"));
  folders.push(folder);
  return folder;
}
// Restored data are fifty megabytes and more.
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const secret = "a secret of more than thirty-two letters";

async function roundTrip(from: Record<string, string>, to: Record<string, string>) {
  const folder = newFolder();
  let app: AppProcess = await startApp({
    env: { ...from, BETTER_AUTH_SECRET: secret },
    embedded: true,
  });
  const { ada, thread } = await fill(app.url);
  // Beside the running server.
  const made = JSON.parse(await admin({ ...from, DATA_DIR: app.dataDir }, folder, "backup", "chat.zip"));
  expect(made).toMatchObject({ files: 1, file: join(folder, "chat.zip") });
  await app.stop();

  const dataDir = newFolder();
  const target = { ...to, DATA_DIR: dataDir };
  const restored = JSON.parse(await admin(target, folder, "restore", "chat.zip"));
  expect(restored).toMatchObject({ files: 1, rows: made.rows });
  app = await startApp({ env: { ...to, BETTER_AUTH_SECRET: secret }, dataDir });
  const seen = await read(app.url, ada, thread);
  // A second restore, over what people have, is refused.
  await expect(admin({ ...to, DATA_DIR: dataDir }, folder, "restore", "chat.zip")).rejects.toThrow(
    /This database is in use/,
  );
  await app.stop();
  return seen;
}

/** For four programs one after the other, of which two open an embedded database. */
const LONG = { timeout: 120_000 };

const WHOLE = {
  conversation: expect.stringContaining("中文"),
  tasks: expect.stringContaining("milk"),
  file: "Xanthippe's list",
};

test("a backup of the embedded database fills PostgreSQL, with the files", LONG, async () => {
  expect(await roundTrip({}, { DATABASE_URL: await createPostgresDatabase() })).toEqual(WHOLE);
});

test("a backup of PostgreSQL fills the embedded database, with the files", LONG, async () => {
  expect(await roundTrip({ DATABASE_URL: await createPostgresDatabase() }, {})).toEqual(WHOLE);
});

test("what is no backup is refused, and an existing file isn't overwritten", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "notes.zip"), "no archive");
  const env = { DATA_DIR: newFolder() };
  await expect(admin(env, folder, "restore", "notes.zip")).rejects.toThrow(/is no backup/);
  await expect(admin(env, folder, "restore", "missing.zip")).rejects.toThrow(/can't be read/);
  await expect(admin(env, folder, "backup", "nowhere/chat.zip")).rejects.toThrow(/can't be written/);
  expect(readFileSync(join(folder, "notes.zip"), "utf8")).toBe("no archive");
});

test("tables come after those that they refer to", () => {
  const order = tablesInOrder();
  for (const [first, second] of [
    ["user", "conversations"],
    ["folders", "conversations"],
    ["conversations", "messages"],
    ["messages", "attachments"],
    ["runs", "run_events"],
  ] as const) {
    expect(order.indexOf(first)).toBeLessThan(order.indexOf(second));
  }
});
