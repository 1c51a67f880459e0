import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  allEvents,
  authPost,
  cookieOf,
  createThread,
  eventsOf,
  PASSWORD,
  personOf,
  signInAsGuest,
  signUp,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

let app: AppProcess;
/** Another process on the same database. */
let second: AppProcess;
let model: DictatedModel;
beforeAll(async () => {
  model = await startDictatedModel();
  const env = {
    DATABASE_URL: await createPostgresDatabase(),
    BETTER_AUTH_SECRET: "x".repeat(32),
    RATE_LIMIT_SIGN_IN: "1000",
    ...model.env,
  };
  [app, second] = await Promise.all([startApp({ env }), startApp({ env })]);
});
afterAll(async () => {
  await Promise.all([app.stop(), second.stop()]);
  await model.stop();
});

const location = (response: Response) => response.headers.get("location");
const inBrowserOf = (person: Person) => browserClient(app.url, person.cookie);
const settingsOf = async (person: Person) => (await inBrowserOf(person).get("/settings")).text();

/** Signs in to a person's account again, as another device. */
async function anotherDevice(person: Person, url = app.url): Promise<Person> {
  const response = await authPost(url, "/sign-in/email", { email: person.email, password: PASSWORD });
  return personOf(url, person.email, cookieOf(response));
}

describe("the name", () => {
  test("is changed, at once in all pages", async () => {
    const browser = inBrowserOf(await signUp(app.url));
    expect(location(await browser.submit("/settings", { intent: "name", name: " Grace " }))).toBe(
      "/settings?saved=name#you",
    );
    const page = await (await browser.get("/settings?saved=name")).text();
    expect(page).toContain("Your name is changed.");
    expect(page).toContain("Grace");
  });

  test("doesn't turn the words around it round, however it is given", async () => {
    const email = `turn-${Date.now()}@example.com`;
    const name = "\u202Eada";
    const made = await authPost(app.url, "/sign-up/email", { email, name, password: PASSWORD });
    const cookie = cookieOf(made);
    const nameNow = async () => {
      const session = await fetch(`${app.url}/api/auth/get-session?disableCookieCache=true`, {
        headers: { cookie },
      });
      return (await session.json()).user.name;
    };
    expect(await nameNow()).toBe("ada");
    await browserClient(app.url, cookie).submit("/settings", { intent: "name", name: "Grace\u2067" });
    expect(await nameNow()).toBe("Grace");
  });

  test("that is empty or too long is refused, and shown again", async () => {
    const browser = inBrowserOf(await signUp(app.url));
    const long = "n".repeat(101);
    const answer = await browser.submit("/settings", { intent: "name", name: long });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(`value="${long}"`)]);
    expect((await browser.submit("/settings", { intent: "name", name: " " })).status).toBe(400);
  });
});

describe("the address, without a mail server", () => {
  test("is changed with the password only", async () => {
    const ada = await signUp(app.url);
    const browser = inBrowserOf(ada);
    const email = `${crypto.randomUUID()}@example.com`;
    const wrong = await browser.submit("/settings", { intent: "email", email, password: "wrong" });
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining("The password is not right."),
    ]);
    const right = await browser.submit("/settings", { intent: "email", email, password: PASSWORD });
    expect(location(right)).toBe("/settings?saved=email#you");
    expect((await authPost(app.url, "/sign-in/email", { email, password: PASSWORD })).status).toBe(200);
    expect((await authPost(app.url, "/sign-in/email", { email: ada.email, password: PASSWORD })).status).toBe(
      401,
    );
  });

  test("of somebody else can't be taken", async () => {
    const [ada, eve] = [await signUp(app.url), await signUp(app.url)];
    const form = { intent: "email", email: ada.email, password: PASSWORD };
    const answer = await inBrowserOf(eve).submit("/settings", form);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("This address can’t be used."),
    ]);
  });
});

describe("the password", () => {
  test("is changed, and all other devices are signed out", async () => {
    const ada = await signUp(app.url);
    const phone = await anotherDevice(ada);
    const browser = inBrowserOf(ada);
    const form = { intent: "password", password: PASSWORD, newPassword: "a new and better one" };
    expect(location(await browser.submit("/settings", form))).toBe("/settings?saved=password#security");
    expect((await browser.get("/settings")).status).toBe(200);
    expect((await phone.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
  });

  test("isn't found by trying ten an hour", async () => {
    const browser = inBrowserOf(await signUp(app.url));
    const form = { intent: "password", newPassword: "a new and better one" };
    for (let tried = 0; tried < 10; tried++) {
      await browser.submit("/settings", { ...form, password: `wrong ${tried}` });
    }
    const answer = await browser.submit("/settings", { ...form, password: PASSWORD });
    expect(await answer.text()).toContain("Too many wrong passwords");
  });
});

describe("devices", () => {
  test("are listed with browser and system, and signed out one by one or all", async () => {
    const ada = await signUp(app.url);
    const browser = browserClient(app.url);
    await browser.submit("/sign-in", { email: ada.email, password: PASSWORD, intent: "password" });
    const page = await (await browser.get("/settings")).text();
    expect(page).toContain("Firefox on Linux");
    expect(page).toContain("This browser");
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(location(await browser.submit("/settings", { intent: "sign-out-session", id }))).toContain(
      "session",
    );
    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(401);

    const third = await anotherDevice(ada);
    await browser.submit("/settings", { intent: "sign-out-others" });
    expect((await third.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
    expect((await browser.get("/settings")).status).toBe(200);
  });

  test("of somebody else are not found", async () => {
    const [ada, eve] = [await signUp(app.url), await signUp(app.url)];
    await anotherDevice(ada);
    const id = /name="id" value="([^"]+)"/.exec(await settingsOf(ada))?.[1] ?? "none";
    const answer = await inBrowserOf(eve).submit("/settings", { intent: "sign-out-session", id });
    expect(answer.status).toBe(404);
    expect(await settingsOf(ada)).toContain(id);
  });

  test("lose their running streams at once, in every process, and the answer goes on", async () => {
    const ada = await signUp(app.url);
    const asked = model.next();
    const init = { headers: { "x-chatkit-run-control": "explicit" } };
    const response = await ada.chatkit(createThread("Wait"), init);
    const dictation = await asked;
    dictation.say("Half");
    const phone = await anotherDevice(ada, second.url);
    const followed = eventsOf(
      await phone.api(`/api/chatkit/runs/${response.headers.get("x-chatkit-run-id")}/events`),
    );
    await followed.next();

    await inBrowserOf(ada).submit("/settings", { intent: "sign-out-others" });
    const seen = [];
    for await (const { event } of followed) seen.push(event);
    expect(JSON.stringify(seen)).not.toContain("whole");
    dictation.say(" and whole");
    dictation.finish();
    expect(JSON.stringify(await allEvents(response))).toContain("Half and whole");
  });
});

test("what has happened to the account is listed", async () => {
  const ada = await signUp(app.url);
  await authPost(app.url, "/sign-in/email", { email: ada.email, password: "wrong" });
  const browser = inBrowserOf(ada);
  await browser.submit("/settings", { intent: "name", name: "Grace" });
  const page = await (await browser.get("/settings")).text();
  for (const words of ["Account made", "Wrong password", "Name changed"]) expect(page).toContain(words);
});

test("a guest is told how to keep what they have, and has no passwords to change", async () => {
  const guest = await signInAsGuest(app.url);
  const page = await settingsOf(guest);
  expect(page).toContain("You are a guest");
  expect(page).not.toContain("Change your password");
});
