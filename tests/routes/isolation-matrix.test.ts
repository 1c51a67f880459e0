import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import routes from "#app/routes.ts";
import { ChatKitRequest } from "#app/chatkit/protocol/requests.ts";
import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { allEvents, signInAsGuest, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { at, attach, createThreadWith } from "#tests/files/files-client.ts";
import { share } from "./share-client.ts";
import { routeAttempts, type Attempt, type Victim } from "./isolation-requests.ts";
import { typeAttempts } from "./isolation-types.ts";

/* Every route and every type of request, as another user, as a guest and as nobody, with the ids of a user's
   records. A new route or type fails the first two tests until it is in `isolation-requests.ts` or
   `isolation-types.ts`. */

const paths = pathsOf(routes);
const types = ChatKitRequest.options.map((option) => option.shape.type.value);

test("the matrix has every route of the app", () => {
  expect(Object.keys(routeAttempts).toSorted()).toEqual(paths.toSorted());
});

test("the matrix has every type of the protocol's requests", () => {
  expect(Object.keys(typeAttempts).toSorted()).toEqual(types.toSorted());
});

function pathsOf(entries: RouteConfigEntry[], parent = ""): string[] {
  return entries.flatMap(({ path, index, children }) => {
    const here = [parent, path].filter(Boolean).join("/");
    if (children) return pathsOf(children, here);
    return path !== undefined || index ? [here || "/"] : [];
  });
}

let requests = 0;
let app: AppProcess;
let database: DatabaseHandle;
let victim: Victim;
let ada: Person;
let ben: Person;
let guest: Person;

beforeAll(async () => {
  const url = await createPostgresDatabase();
  app = await startApp({ env: { DATABASE_URL: url } });
  database = await createDatabase({ driver: "pg", url });
  [ada, ben, guest] = await Promise.all([signUp(app.url), signUp(app.url), signInAsGuest(app.url)]);
  const file = await attach(at(ada, app.url), "Xanthippe.txt", "About Xanthippe");
  const response = await ada.chatkit(createThreadWith("Buy the book about Xanthippe tomorrow", [file.id]));
  const run = response.headers.get("x-chatkit-run-id") ?? "";
  const events = await allEvents(response);
  const items = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
  const created = events.find((event) => event.type === "thread.created");
  const { rows } = await database.db.execute<{ id: string }>(sql`select id from tasks`);
  victim = {
    run,
    attachment: file.id,
    thread: created?.type === "thread.created" ? created.thread.id : "",
    item: items.find(({ type }) => type === "user_message")?.id ?? "",
    answer: items.find(({ type }) => type !== "user_message")?.id ?? "",
    task: rows[0]?.id ?? "",
    share: await share({ ...ada, url: app.url, thread: await startThread(ada, "Hello") }),
  };
});
afterAll(async () => {
  console.log(`${requests} requests of others, for ${paths.length} routes and ${types.length} types`);
  await app.stop();
  await database.close();
});

/** All that the victim has, as text. Sign-ins are left out: they may be renewed. */
async function belongings(): Promise<unknown> {
  const rows = async (table: string) =>
    (
      await database.db.execute(
        sql`select kept::text as row from ${sql.identifier(table)} as kept where user_id = ${ada.userId} order by 1`,
      )
    ).rows;
  const tables = ["conversations", "messages", "attachments", "runs", "tasks", "feedback", "folders"];
  return Promise.all(tables.map(rows));
}

function send({ method, path, body }: Attempt, headers: Record<string, string>): Promise<Response> {
  const isForm = body instanceof URLSearchParams;
  return fetch(app.url + path, {
    method,
    redirect: "manual",
    headers: {
      ...(isForm ? { origin: app.url } : {}),
      ...(body && !isForm ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
}

const asPerson = (person: Person, path: string) =>
  path.startsWith("/api/chatkit") && path !== "/api/chatkit/session"
    ? { authorization: `Bearer ${person.secret}` }
    : { cookie: person.cookie };

async function expectIsolated(attempt: Attempt): Promise<void> {
  const before = await belongings();
  const name = `${attempt.method} ${attempt.path} ${attempt.body instanceof URLSearchParams ? attempt.body.toString() : JSON.stringify(attempt.body)}`;
  const others: [string, number, Record<string, string>][] = [
    ["another user", attempt.other, asPerson(ben, attempt.path)],
    ["a guest", attempt.other, asPerson(guest, attempt.path)],
    ["nobody", attempt.nobody, {}],
    // A cookie alone is nothing to the API.
    ...(attempt.path.startsWith("/api/chatkit") && attempt.path !== "/api/chatkit/session"
      ? [["a cookie", attempt.nobody, { cookie: ada.cookie }] as [string, number, Record<string, string>]]
      : []),
  ];
  for (const [who, status, headers] of others) {
    const response = await send(attempt, headers);
    const text = await response.text();
    expect([who, name, response.status]).toEqual([who, name, status]);
    requests++;
    // A page shows again what the request contained.
    const secrets = ["Xanthippe", victim.thread].filter((secret) => !attempt.path.includes(secret));
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
  expect(await belongings()).toEqual(before);
}

describe("a request of others", () => {
  test.each(paths)("at %s gets nothing and changes nothing", async (path) => {
    const attempts = routeAttempts[path]?.(victim);
    expect(attempts).toBeDefined();
    for (const attempt of attempts ?? []) await expectIsolated(attempt);
  });

  test.each(types)("of the type %s gets nothing and changes nothing", async (type) => {
    const request = typeAttempts[type]?.(victim);
    expect(request).toBeDefined();
    const { params, other } = request ?? { params: {}, other: 0 };
    await expectIsolated({
      method: "POST",
      path: "/api/chatkit",
      body: { type, params },
      other,
      nobody: 401,
    });
  });
});

test("the user still has everything", async () => {
  expect(Object.values(victim)).not.toContain("");
  const headers = { cookie: ada.cookie };
  expect(await (await fetch(`${app.url}/chat/${victim.thread}`, { headers })).text()).toContain("Xanthippe");
  expect(await (await fetch(`${app.url}/tasks`, { headers })).text()).toContain("Xanthippe");
});
