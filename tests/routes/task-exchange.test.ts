import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { add, type Browser, idOf, newBrowser, page, post, rows } from "./planner-client.ts";

/* The calendar feed, and the files that are exported and imported. */
let app: AppProcess;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe("the calendar feed", () => {
  test("has the open tasks with a date, until its secret is replaced or revoked", async () => {
    const person = await newBrowser(app.url);
    await add(person, "Call Ann tomorrow at 5pm\nSomeday");
    const renew = async () => {
      const html = await (await post(person, { intent: "renew" }, { path: "/tasks/exchange" })).text();
      return /\/tasks\.ics\?secret=feed_[\w-]{43}/.exec(html)?.[0] ?? "";
    };
    const [first, second] = [await renew(), await renew()];
    expect((await fetch(app.url + first)).status).toBe(404);
    const feed = await fetch(app.url + second);
    expect([feed.status, feed.headers.get("cache-control"), feed.headers.get("content-type")]).toEqual([
      200,
      "no-store",
      "text/calendar; charset=utf-8",
    ]);
    const text = await feed.text();
    expect(text).toContain("SUMMARY:Call Ann");
    expect(text).not.toContain("Someday");
    expect(await page(person, "/tasks/exchange"), "the secret is shown once").not.toContain("feed_");
    await post(person, { intent: "revoke" }, { path: "/tasks/exchange" });
    for (const path of [
      second,
      "/tasks.ics",
      "/tasks.ics?secret=",
      `/tasks.ics?secret=feed_${"a".repeat(43)}`,
    ]) {
      expect((await fetch(app.url + path)).status).toBe(404);
    }
  });
});

describe("files", () => {
  const upload = (person: Browser, text: string, intent = "import") => {
    const body = new FormData();
    body.set("intent", intent);
    body.set("file", new File([text], "tasks.csv"));
    return fetch(`${app.url}/tasks/exchange`, { method: "POST", body, headers: { cookie: person.cookie } });
  };
  const download = async (person: Browser) => {
    const response = await fetch(`${app.url}/tasks.csv`, { headers: { cookie: person.cookie } });
    return response.text();
  };

  test("a file that was exported is imported with everything that it has", async () => {
    const [from, to] = [await newBrowser(app.url), await newBrowser(app.url)];
    await add(from, "=HYPERLINK p1 #home @phone\n+49 30 every monday at 9am for 45 min\nDone");
    await add(from, "Below", { parent: await idOf(from, "Done") });
    await post(from, { intent: "complete", id: await idOf(from, "=HYPERLINK") });
    const text = await download(from);
    expect(text).toContain("'=HYPERLINK");
    expect(text).toContain("'+49 30");
    expect(await (await upload(to, text, "check")).text()).toContain("4 tasks");
    expect(rows(await page(to, "/tasks?view=all")).size).toBe(0);
    expect((await upload(to, text)).status).toBe(200);
    const plain = (csv: string) =>
      csv
        .split("\r\n")
        .map((line) => line.replaceAll(/task_\w+/g, "ID"))
        .toSorted();
    expect(plain(await download(to))).toEqual(plain(text));
  });

  test("with one wrong row nothing is imported", async () => {
    const person = await newBrowser(app.url);
    const response = await upload(person, "title,due date\nGood,2026-12-01\nBad,someday\n");
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("someday");
    expect(rows(await page(person, "/tasks?view=all")).size).toBe(0);
  });

  test("over 1 MB is refused", async () => {
    const person = await newBrowser(app.url);
    const response = await upload(person, `title\n${"x".repeat(1024 * 1024)}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("larger than 1 MB");
    expect((await upload(person, "x".repeat(3 * 1024 * 1024))).status).toBe(413);
  });
});
