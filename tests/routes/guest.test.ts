import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { runs, tasks, user } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import {
  authPost,
  cookieOf,
  createThread,
  eventsOf,
  json,
  PASSWORD,
  personOf,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

let app: AppProcess;
let talking: AppProcess;
let model: DictatedModel;
let database: DatabaseHandle;

beforeAll(async () => {
  const url = await createPostgresDatabase();
  database = await createDatabase({ driver: "pg", url });
  model = await startDictatedModel();
  [app, talking] = await Promise.all([
    startApp({ env: { DATABASE_URL: url, BETTER_AUTH_SECRET: "x".repeat(32) } }),
    startApp({ env: { DATABASE_URL: url, BETTER_AUTH_SECRET: "x".repeat(32), ...model.env } }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.stop(), talking.stop()]);
  await model.stop();
  await database.close();
});

/** The guest signs up, in the same browser. */
async function signUpFrom(guest: Person, url = app.url): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.com`;
  const body = { name: "Grace", email, password: PASSWORD };
  const response = await authPost(url, "/sign-up/email", body, guest.cookie);
  expect(response.status).toBe(200);
  return personOf(url, email, cookieOf(response));
}

const threadsOf = async (person: Person) =>
  (await json<Page<Thread>>(await person.chatkit({ type: "threads.list", params: {} }))).data.map(
    ({ id }) => id,
  );
const tasksOf = (person: Person) =>
  database.db.select({ title: tasks.title }).from(tasks).where(eq(tasks.userId, person.userId));

describe("a guest", () => {
  test("who signs up keeps conversations, tasks and runs, and the guest account is deleted", async () => {
    const guest = await signInAsGuest(app.url);
    const thread = await startThread(guest, "Create a task: buy milk");
    const grace = await signUpFrom(guest);
    expect(grace.userId).not.toBe(guest.userId);
    expect(await threadsOf(grace)).toEqual([thread]);
    expect(await tasksOf(grace)).toHaveLength(1);
    const moved = await database.db
      .select({ userId: runs.userId })
      .from(runs)
      .where(eq(runs.conversationId, thread));
    expect(moved).toEqual([{ userId: grace.userId }]);
    expect(await database.db.$count(user, eq(user.id, guest.userId))).toBe(0);
    for (const token of [guest.jwt, guest.secret]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${app.url}/api/chatkit/threads`, { headers })).status).toBe(401);
    }
  });

  test("who signs in gets the guest's data added to the account's own", async () => {
    const ada = await signUp(app.url);
    const before = await startThread(ada, "List tasks");
    const guest = await signInAsGuest(app.url);
    const made = await startThread(guest, "Create a task: call Grace");
    const body = { email: ada.email, password: PASSWORD };
    expect((await authPost(app.url, "/sign-in/email", body, guest.cookie)).status).toBe(200);
    expect(await threadsOf(ada)).toEqual([made, before]);
    expect(await tasksOf(ada)).toHaveLength(1);
  });

  test("keeps all data when the sign-up is refused", async () => {
    const ada = await signUp(app.url);
    const guest = await signInAsGuest(app.url);
    const thread = await startThread(guest, "List tasks");
    const body = { name: "Ada", email: ada.email, password: PASSWORD };
    expect((await authPost(app.url, "/sign-up/email", body, guest.cookie)).status).toBe(422);
    expect(await threadsOf(guest)).toEqual([thread]);
  });

  test.each(["in the process that answers", "in another process"])(
    "who signs up %s gets the rest of the running answer",
    async (where) => {
      const guest = await signInAsGuest(talking.url);
      const response = await guest.chatkit(createThread("Tell me a story"), {
        headers: { "x-chatkit-run-control": "explicit" },
      });
      const events = eventsOf(response);
      const dictation = await model.next();
      dictation.say("Once upon a time");
      for await (const { event } of events) {
        if (JSON.stringify(event).includes("Once upon")) break;
      }
      const grace = await signUpFrom(guest, where.includes("another") ? app.url : talking.url);
      dictation.say(" there was a tests' end.");
      dictation.finish();
      const run = response.headers.get("x-chatkit-run-id") ?? "";
      await expect
        .poll(async () => (await database.db.select().from(runs).where(eq(runs.id, run)))[0])
        .toMatchObject({ status: "done", userId: grace.userId });
      const [thread = ""] = await threadsOf(grace);
      const whole = await json<Thread>(
        await grace.chatkit({ type: "threads.get_by_id", params: { thread_id: thread } }),
      );
      expect(whole.items.data.at(-1)).toMatchObject({
        type: "assistant_message",
        content: [{ text: "Once upon a time there was a tests' end." }],
      });
    },
  );

  test.each(["in the process that answers", "in another process"])(
    "who signs up %s has the assistant work on the account's tasks",
    async (where) => {
      const guest = await signInAsGuest(talking.url);
      const response = await guest.chatkit(createThread("Remind me of the milk"), {
        headers: { "x-chatkit-run-control": "explicit" },
      });
      const dictation = await model.next();
      const grace = await signUpFrom(guest, where.includes("another") ? app.url : talking.url);
      dictation.call("create_task", { title: "Buy milk" });
      (await model.next()).answer("Noted.");
      await response.text();
      expect(await tasksOf(grace)).toEqual([{ title: "Buy milk" }]);
    },
  );
});
