import { describe, expect, test } from "vitest";
import {
  cookieOf,
  PASSWORD,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";

const app = appOnPostgres();

const open = async (path: string, cookie: string) =>
  (await fetch(app.url() + path, { headers: { cookie } })).text();

/** A guest with as many tasks, and a conversation for each, beside so many other conversations. */
async function guestWith({ tasks, others }: { tasks: number; others: number }): Promise<Person> {
  const guest = await signInAsGuest(app.url());
  for (let task = 1; task <= tasks; task += 1) await startThread(guest, `Add a task: errand number ${task}`);
  for (let other = 0; other < others; other += 1) await startThread(guest, "Get help");
  return guest;
}

/** Posts the page's form, and returns the cookies that the browser has afterwards. */
async function submit(path: string, fields: Record<string, string>, before: Person): Promise<string> {
  const response = await fetch(app.url() + path, {
    method: "POST",
    headers: { origin: app.url(), cookie: before.cookie },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  return cookieOf(response);
}
const account = () => ({ name: "Ann", email: `${crypto.randomUUID()}@example.com`, password: PASSWORD });

describe("a guest", () => {
  test.each([
    [{ tasks: 2, others: 1 }, "Your 3 conversations and 2 tasks come along.", "they move there"],
    [{ tasks: 1, others: 0 }, "Your 1 conversation and 1 task come along.", "they move there"],
    [{ tasks: 0, others: 1 }, "Your 1 conversation comes along.", "it moves there"],
  ])(
    "with %o reads at the sign-up what comes along, and afterwards that it did",
    async (has, note, advice) => {
      const guest = await guestWith(has);
      const form = await open("/sign-up", guest.cookie);
      expect(form).toContain(note);
      expect(form).toContain(advice);
      const cookie = await submit("/sign-up", account(), guest);
      const came = note.replace(/comes? along/, "came along");
      expect(await open("/chat", cookie)).toContain(came);
      // The cookie of the notice ends by itself, or when the bar is closed.
      expect(await open("/chat", cookie.replace(/done=[^;]*/, ""))).not.toContain("came along");
    },
  );

  test("who signs in to an account reads it, too", async () => {
    const ada = await signUp(app.url());
    const guest = await guestWith({ tasks: 1, others: 0 });
    const form = await open("/sign-in?next=/tasks", guest.cookie);
    expect(form).toContain(">Sign in</h1>");
    expect(form).toContain(
      "Your 1 conversation and 1 task come along. With the sign-in, they move into your account",
    );
    const cookie = await submit("/sign-in", { email: ada.email, password: PASSWORD }, guest);
    expect(await open("/tasks?view=all", cookie)).toContain("Your 1 conversation and 1 task came along.");
  });

  test("who has nothing reads nothing of it", async () => {
    const guest = await guestWith({ tasks: 0, others: 0 });
    expect(await open("/sign-up", guest.cookie)).not.toContain("along");
    expect(await open("/chat", await submit("/sign-up", account(), guest))).not.toContain("came along");
  });
});

test("a stranger who signs up reads nothing of it", async () => {
  expect(await open("/sign-up", "")).not.toMatch(/comes? along/);
});
