import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { add, type Browser, type Fields, idOf, newBrowser, page, post, rows } from "./planner-client.ts";

/* The tasks page, as a browser without a script uses it. */
let app: AppProcess;
let ada: Browser;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe("the views", () => {
  beforeAll(async () => {
    ada = await newBrowser(app.url);
    const lines = ["Late yesterday", "Now today #home", "Next tomorrow @phone", "Someday", "Far in 40 days"];
    await add(ada, lines.join("\n"));
  });

  test.each([
    ["/tasks", ["Late", "Now"]],
    ["/tasks?view=upcoming", ["Next", "Far"]],
    ["/tasks?view=overdue", ["Late"]],
    ["/tasks?view=inbox", ["Late", "Next", "Far", "Someday"]],
    ["/tasks?view=all", ["Late", "Now", "Next", "Far", "Someday"]],
    ["/tasks?view=nonsense", ["Late", "Now"]],
    ["/tasks?list=HOME", ["Now"]],
    ["/tasks?tag=phone", ["Next"]],
    ["/tasks?q=SOME", ["Someday"]],
    ["/tasks?q=100%25", []],
    ["/tasks?q=%00%FF", []],
    ["/tasks?list=a%00b", []],
    ["/tasks?tag=a%00b", []],
    ["/tasks?view=all&after=x", ["Late", "Now", "Next", "Far", "Someday"]],
    [`/tasks?view=all&before=${"W".repeat(5_000)}`, ["Late", "Now", "Next", "Far", "Someday"]],
  ])("%s shows %j", async (path, titles) => {
    expect([...rows(await page(ada, path)).keys()]).toEqual(titles);
  });

  test("completed tasks are grouped by week", async () => {
    await post(ada, { intent: "complete", id: await idOf(ada, "Someday") });
    const html = await page(ada, "/tasks?view=completed");
    expect([...rows(html).keys()]).toEqual(["Someday"]);
    expect(html).toContain("This week");
    await post(ada, { intent: "reopen", id: [...rows(html).values()][0] ?? "" });
    expect([...rows(await page(ada, "/tasks?view=inbox")).keys()]).toContain("Someday");
  });

  test("give a new task what its line doesn't say", async () => {
    await add(ada, "Iron", { inList: "home" });
    await add(ada, "Read tomorrow #books", { inList: "home", inDay: "2026-01-01" });
    expect([...rows(await page(ada, "/tasks?list=home")).keys()]).toContain("Iron");
    expect([...rows(await page(ada, "/tasks?list=books")).keys()]).toEqual(["Read"]);
    expect([...rows(await page(ada, "/tasks?view=overdue")).keys()]).not.toContain("Read");
  });
});

test("groups say how many tasks they have in all, and pages lead on and back", async () => {
  const cleo = await newBrowser(app.url);
  for (const part of [0, 1, 2])
    await add(cleo, Array.from({ length: 100 }, (_, at) => `Task ${part * 100 + at} tomorrow`).join("\n"));
  const first = await page(cleo, "/tasks?view=upcoming");
  expect(rows(first).size).toBe(200);
  expect(first).toMatch(/tabular-nums">300<\/span>/);
  const next =
    /href="(\/tasks\?view=upcoming&amp;after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await page(cleo, next);
  expect(rows(second).size).toBe(100);
  expect(second).toMatch(/tabular-nums">300<\/span>/);
  expect(new Set([...rows(first).keys(), ...rows(second).keys()]).size).toBe(300);
  const back =
    /href="(\/tasks\?view=upcoming&amp;before=[^"]+)"/.exec(second)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect([...rows(await page(cleo, back)).keys()]).toEqual([...rows(first).keys()]);
  const id = [...rows(second).values()][0] ?? "";
  const moved = await post(cleo, { intent: "complete", id }, { path: next });
  expect(moved.headers.get("location"), "the same page").toContain("after=");
});

describe("a form", () => {
  beforeAll(async () => {
    ada = await newBrowser(app.url);
    await add(ada, "One\nTwo\nThree");
  });

  test.each<[string, Fields, string]>([
    ["without words", { intent: "add", text: "tomorrow" }, "Say what is to be done, not only when."],
    ["with a day that isn't", { intent: "add", text: "Milk", date: "2026-02-30" }, "This is no date."],
    ["with 201 lines", { intent: "add", text: "x\n".repeat(201) }, "At most 200 tasks at once."],
    ["with no repetition", { intent: "add", text: "Milk", repeat: "often" }, "every Monday"],
    ["with an unknown intent", { intent: "explode" }, "This form is unknown."],
    ["without an intent", {}, "This form is unknown."],
    ["of no task", { intent: "complete" }, "Choose a task first."],
    [
      "with a priority that isn't",
      { intent: "prioritize", id: "x", to: "p9" },
      "Choose one of the priorities.",
    ],
    ["without the day", { act: "schedule", id: "x", day: "" }, "Choose a day first."],
  ])("%s is a 400 that says why, and keeps the values", async (_, fields, says) => {
    const response = await post(ada, fields);
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain(says);
    const [, written = ""] =
      Object.entries(fields).find(([name, value]) => name === "text" && value.length < 50) ?? [];
    expect(html).toContain(written);
  });

  test("changes several tasks at once, and undoes it", async () => {
    const ids = [await idOf(ada, "One"), await idOf(ada, "Three")];
    const chosen = ids.map((id): [string, string] => ["id", id]);
    const response = await post(ada, [...chosen, ["act", "schedule:2027-01-04"]], {
      path: "/tasks?view=all",
    });
    expect(response.status).toBe(303);
    const place = response.headers.get("location") ?? "";
    expect(place).toMatch(/^\/tasks\?view=all&changed=/);
    const html = await page(ada, place);
    expect(html).toContain("Changed 2 tasks");
    expect(html.match(/dateTime="2027-01-04"/g)).toHaveLength(2);
    const change = /name="change" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const undone = await post(ada, { intent: "undo", change }, { path: "/tasks?view=all" });
    expect(undone.status).toBe(303);
    const after = await page(ada, undone.headers.get("location") ?? "");
    expect(after).toContain("Undone: Changed 2 tasks");
    expect(after).not.toContain('value="undo"');
    expect(await page(ada, place), "a reload of the page before").not.toContain("Changed 2 tasks");
    expect(await page(ada, "/tasks?view=all")).not.toContain("2027-01-04");
    expect((await post(ada, { intent: "undo", change })).status, "a second time").toBe(404);
  });

  test("is read in the zone in which it was rendered", async () => {
    const id = await idOf(ada, "Two");
    const fields = {
      intent: "update",
      id,
      title: "Two",
      priority: "normal",
      date: "2027-06-01",
      time: "10:00",
    };
    await post(ada, { ...fields, tz: "Europe/Berlin" }, { tz: "America/New_York" });
    expect(await page(ada, "/tasks?view=all")).toContain("2027-06-01T08:00:00.000Z");
    await post(ada, { ...fields, tz: "Europe/Berlin", title: "Two" }, { tz: "America/New_York" });
    expect(await page(ada, "/tasks?view=all"), "nothing was changed").toContain("2027-06-01T08:00:00.000Z");
    await post(ada, { ...fields, tz: "Nowhere/At_All" });
    expect(await page(ada, "/tasks?view=all")).toContain("2027-06-01T10:00:00.000Z");
  });

  test("with a task of another user is a 404, and changes nothing", async () => {
    const ben = await newBrowser(app.url);
    const id = await idOf(ada, "One");
    const html = await page(ada, "/tasks?view=all");
    const attempts: Fields[] = [
      { intent: "complete", id },
      { intent: "schedule", id, due: "2027-01-01" },
      { intent: "prioritize", id, to: "urgent" },
      { intent: "move", id, to: "mine" },
      { intent: "order", id, order: id },
      { intent: "update", id, title: "Mine", priority: "low" },
    ];
    for (const fields of attempts) {
      expect([fields, (await post(ben, fields)).status]).toEqual([fields, 404]);
    }
    expect((await add(ben, "Below", { parent: id })).status).toBe(303);
    expect([...rows(await page(ada, "/tasks?view=all")).keys()]).toEqual([...rows(html).keys()]);
  });
});

describe("the preview", () => {
  test("says what is understood, without writing anything", async () => {
    const person = await newBrowser(app.url);
    const preview = async (fields: Record<string, string>) =>
      (await post(person, fields, { path: "/tasks/preview" })).json();
    expect(await preview({ text: "Pay rent tomorrow p1 #flat" })).toEqual({
      count: 1,
      lines: [],
      chips: [
        { kind: "when", start: 9, words: "tomorrow", label: "tomorrow" },
        { kind: "priority", start: 18, words: "p1", label: "Urgent" },
        { kind: "list", start: 21, words: "#flat", label: "#flat" },
      ],
    });
    expect(await preview({ text: "Pay rent tomorrow p1", ignored: "9,18" })).toMatchObject({ chips: [] });
    expect(await preview({ text: "One today\nTwo" })).toMatchObject({
      count: 2,
      lines: [
        { title: "One", facts: "today" },
        { title: "Two", facts: "" },
      ],
    });
    expect(rows(await page(person, "/tasks?view=all")).size).toBe(0);
  });
});
