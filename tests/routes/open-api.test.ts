import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "#app/open-api/document.server.ts";
import { hashFeedSecret, newFeedSecret } from "#app/tasks/exchange/feed-secret.server.ts";
import { createDatabase } from "#db/create-database.ts";
import { putTaskFeed } from "#db/queries/task-feeds.ts";
import { conversations } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import {
  allEvents,
  createThread,
  json,
  PASSWORD,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { contractOf } from "./open-api-contract.ts";
import { call, deletes, special, usual, type Change, type World } from "./open-api-requests.ts";

/* Every operation of the document, with every response that it describes. */

let app: AppProcess;
let limited: AppProcess;
let database: DatabaseHandle;
let world: World;
let contract: ReturnType<typeof contractOf>;

beforeAll(async () => {
  const url = await createPostgresDatabase();
  app = await startApp({ env: { DATABASE_URL: url, MAX_FILE_MB: "1" } });
  limited = await startApp({
    env: {
      DATABASE_URL: url,
      LIMIT_MESSAGES_PER_MINUTE: "0",
      LIMIT_SEARCHES_PER_MINUTE: "0",
      LIMIT_SESSIONS_PER_MINUTE: "0",
      LIMIT_API_REQUESTS_PER_MINUTE: "0",
      LIMIT_UPLOADS_PER_MINUTE: "0",
      RATE_LIMIT_SIGN_IN: "1",
      RATE_LIMIT_SIGN_UP: "1",
    },
  });
  database = await createDatabase({ driver: "pg", url });
  world = await makeWorld();
  contract = contractOf(await (await fetch(`${app.url}/api/openapi.json`)).json());
});
afterAll(async () => {
  await Promise.all([app.stop(), limited.stop()]);
  await database.close();
});

async function makeWorld(): Promise<World> {
  const ada = await signUp(app.url);
  const response = await ada.chatkit(createThread("Buy milk tomorrow"));
  const run = response.headers.get("x-chatkit-run-id") ?? "";
  const events = await allEvents(response);
  const done = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
  const closed = await startThread(ada, "Hello");
  await database.db
    .update(conversations)
    .set({ status: { type: "closed", reason: "It is over." } })
    .where(eq(conversations.id, closed));
  const feed = newFeedSecret();
  await putTaskFeed(database.db, { userId: ada.userId, secretHash: hashFeedSecret(feed) });
  const [first] = done;
  const spent = await announced(ada);
  await fetch(spent.url, { method: "PUT", body: "Buy milk" });
  return {
    url: app.url,
    ada,
    variables: {
      run,
      closed,
      feed,
      thread: first?.thread_id ?? "",
      item: first?.id ?? "",
      attachment: spent.id,
      attachmentUpload: spent.query,
    },
  };
}

/** An API key that may read only, as the settings make it. */
async function makeReadingKey({ cookie }: Person): Promise<string> {
  const form = { intent: "create", name: "Reader", scope: "read", lifetime: "month", password: PASSWORD };
  const made = await browserClient(app.url, cookie).submit("/settings/keys", form);
  return /value="(ck_key_\w+)"/.exec(await made.text())?.[1] ?? "";
}

/** A file whose bytes may be sent, with the query that allows it. */
async function announced(ada: Person): Promise<{ id: string; url: string; query: string }> {
  const params = { name: "notes.txt", size: 8, mime_type: "text/plain" };
  const created = await json<Attachment>(await ada.chatkit({ type: "attachments.create", params }));
  const url = new URL(created.upload_descriptor?.url ?? "");
  return { id: created.id, url: url.href, query: url.search.slice(1) };
}

const expectDescribed = (id: string, status: number, response: Response) =>
  contract.expectDescribed(id, status, response);

/** The world for one operation: what is deleted is a conversation of its own. */
async function worldFor(id: string): Promise<World> {
  if (id === "sendFileContent" || id === "postFileContent") {
    const [file, spare] = [await announced(world.ada), await announced(world.ada)];
    const { variables } = world;
    const known = {
      ...variables,
      spare: spare.id,
      spareUpload: spare.query,
      spent: variables.attachment ?? "",
    };
    return { ...world, variables: { ...known, attachment: file.id, upload: file.query } };
  }
  if (id !== "deleteThread") return world;
  return { ...world, variables: { ...world.variables, thread: await startThread(world.ada, "Hello") } };
}

describe("the responses are as the document says", () => {
  test.each(operations)("of $id", async (operation) => {
    const { id, answers, errors, access, path } = operation;
    const own = await worldFor(id);
    const cases: [number, Change][] = (special[id]?.(own) ?? []).filter(([status]) => status !== 200);
    const has = new Set(cases.map(([status]) => status));
    for (const status of errors) {
      const isUsual = access !== "none" && (status !== 404 || path.includes("{"));
      if (isUsual && !has.has(status) && usual[status]) cases.push([status, usual[status]]);
    }
    cases.push(...(special[id]?.(own) ?? []).filter(([status]) => status === 200));
    for (const [status, change] of cases) {
      await expectDescribed(id, status, await call(own, operation, change));
    }
    const [status = ""] = Object.keys(answers);
    await expectDescribed(id, Number(status), await call(own, operation));
  });

  test("to a guest who starts again", async () => {
    const operation = operations.find(({ id }) => id === "signInAsGuest");
    if (!operation) throw new Error("the document has no guests");
    const { cookie } = await signInAsGuest(app.url);
    await expectDescribed(operation.id, 400, await call(world, operation, { headers: { cookie } }));
  });

  test.each(operations.filter(({ errors }) => errors.includes(429)))(
    "of $id over a limit",
    async (operation) => {
      const here = { ...world, url: limited.url };
      // Those of sign-ins count from one.
      if (operation.path.startsWith("/api/auth/")) await call(here, operation);
      await expectDescribed(operation.id, 429, await call(here, operation));
    },
  );

  test("with an API key that may read only, or is used too often", async () => {
    const headers = { authorization: `Bearer ${await makeReadingKey(world.ada)}` };
    for (const operation of operations.filter(({ access }) => access === "token")) {
      const { id, method } = operation;
      const change = { headers, ...(id === "chatkit" ? deletes(world) : {}) };
      if (method !== "get") await expectDescribed(id, 403, await call(world, operation, change));
      const here = { ...world, url: limited.url };
      await expectDescribed(id, 429, await call(here, operation, change));
    }
  });

  test("none is left out", () => {
    expect(contract.missing()).toEqual([]);
  });
});

test("an operation has the methods that its address allows", async () => {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of operations) {
    methods.set(path, (methods.get(path) ?? new Set()).add(method.toUpperCase()));
  }
  for (const [path, described] of methods) {
    if (path.startsWith("/api/auth/")) continue;
    const address = path.replace(/\{\w+\}/g, "x");
    const { headers } = await fetch(app.url + address, { method: "OPTIONS" });
    const allowed = headers.get("allow")?.split(", ") ?? [];
    expect([path, allowed.filter((name) => name !== "HEAD").toSorted()]).toEqual([
      path,
      [...described].toSorted(),
    ]);
  }
});

test("the examples run in a shell, one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chat-curl-"));
  for (const { id, answers } of operations) {
    const { variables, ada } = await worldFor(id);
    // Ann has an account already, from the same example.
    const source = contract.operations.get(id)?.["x-codeSamples"][0]?.source.replace("ann@", "bea@") ?? "";
    const script = `set -e\ncurl() { command curl -o /dev/null -w '%{http_code}' "$@"; }\n${source}`;
    const env = { PATH: process.env.PATH, chat: app.url, secret: ada.secret, jwt: ada.jwt, ...variables };
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder, env });
    expect([id, source, stdout]).toEqual([id, source, Object.keys(answers)[0]]);
  }
  rmSync(folder, { recursive: true });
});
