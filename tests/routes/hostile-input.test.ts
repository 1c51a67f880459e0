import { once } from "node:events";
import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addMessage,
  allEvents,
  authPost,
  createThread,
  json,
  PASSWORD,
  signUp,
  startThread,
  userInput,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startModelServer } from "#tests/support/model-server.ts";

let app: AppProcess;
let ada: Person;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
});
afterAll(async () => {
  const errors = app.log().match(/^\{"level":"(error|fatal)".*$/gm);
  await app.stop();
  // What a client does wrong must not be logged as an error of the server.
  // oxlint-disable-next-line vitest/no-standalone-expect
  expect(errors).toBeNull();
});

/** Posts over one connection that is kept alive, and returns the response's status. */
async function postOver(agent: Agent, path: string, body: Buffer, headers: Record<string, string>) {
  const { hostname, port } = new URL(app.url);
  const sent = request({ agent, hostname, port, path, method: "POST", headers });
  sent.on("error", () => undefined);
  sent.end(body);
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

const BIG = Buffer.alloc(20_000_000, "a");
const form = { "content-type": "application/x-www-form-urlencoded" };

describe("a body over the limit", () => {
  test.each([
    ["/sign-in", form],
    ["/tasks", form],
    ["/settings", form],
    ["/chat/thr_1", form],
    ["/api/auth/sign-up/email", { "content-type": "application/json" }],
    ["/api/chatkit", { "content-type": "application/json" }],
    ["/nowhere", form],
  ])("is refused at %s, with its length and without", async (path, headers) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(
      await postOver(agent, path, BIG, { ...headers, "content-length": String(BIG.byteLength) }),
      "with its length",
    ).toBe(413);
    expect(
      await postOver(agent, path, BIG, { ...headers, "transfer-encoding": "chunked" }),
      "without its length",
    ).toBe(413);
    // The next request isn't taken for the rest of the refused body.
    const small = Buffer.from("{}");
    expect(await postOver(agent, "/api/chatkit", small, { "content-type": "application/json" })).toBe(401);
    agent.destroy();
  });

  test("of a page is one over 64 KiB", async () => {
    const post = (bytes: number) =>
      fetch(`${app.url}/sign-in`, {
        method: "POST",
        body: new URLSearchParams({ intent: "nothing", x: "a".repeat(bytes) }),
      });
    expect((await post(65_000)).status).toBe(400);
    expect((await post(66_000)).status).toBe(413);
  });
});

describe("a message", () => {
  const big = "x".repeat(1_500_000);
  const tag = (data: object) => ({
    type: "input_tag",
    id: "t",
    text: "t",
    data,
    group: null,
    interactive: false,
  });
  const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 0]));

  test.each<[string, object]>([
    ["60,000 parts", { content: Array.from({ length: 60_000 }, () => ({ type: "input_text", text: "" })) }],
    ["1.5 MB in a tag", { content: [tag({ big })] }],
    ["100,000 keys in a tag", { content: [tag(keys)] }],
    ["a tag with a long id", { content: [{ ...tag({}), id: big }] }],
    ["a long name of a model", { inference_options: { model: big } }],
    ["a long name of a tool", { inference_options: { tool_choice: { id: big } } }],
    ["long words", { content: [{ type: "input_text", text: big }] }],
    ["a long quotation", { quoted_text: big }],
  ])("with %s is refused, and stored nowhere", async (_name, change) => {
    const response = await ada.chatkit({
      type: "threads.create",
      params: { input: { ...userInput("Hello"), ...change } },
    });
    expect([response.status, (await response.text()).slice(0, 300)]).toEqual([
      400,
      expect.stringContaining("invalid_request"),
    ]);
    const { data } = await json<{ data: unknown[] }>(await ada.api("/api/chatkit/threads"));
    expect(data).toEqual([]);
  });
});

test.each([
  ["show", ", "],
  ["what", " -"],
  ["add", " a week"],
  ["a week", " a week"],
  ["mark", " as done"],
  ["remind me to", " to"],
  ["rename", " to"],
  ['"', '"'],
])("“%s%s…” is answered with “too long”", async (start, more) => {
  const text = start + more.repeat(Math.floor(30_000 / more.length));
  const thread = await startThread(ada, "Hello");
  const events = await allEvents(await ada.chatkit(addMessage(thread, text)));
  expect(JSON.stringify(events.filter(({ type }) => type === "thread.item.done"))).toMatch(/too long for me/);
  await ada.api(`/api/chatkit/threads/${thread}`, { method: "DELETE" });
});

describe("sign-up", () => {
  test.each([
    ["name", "n".repeat(60_000)],
    ["email", `${"e".repeat(60_000)}@example.com`],
    ["password", "p".repeat(60_000)],
    ["image", `https://example.com/${"i".repeat(60_000)}`],
  ])("with a long %s is a 400", async (field, value) => {
    const body = { name: "Ada", email: "long@example.com", password: PASSWORD, [field]: value };
    const response = await authPost(app.url, "/sign-up/email", body);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("a form", () => {
  const post = (path: string, init: RequestInit, headers: Record<string, string> = {}) =>
    fetch(app.url + path, {
      method: "POST",
      redirect: "manual",
      ...init,
      headers: { cookie: ada.cookie, ...headers },
    });

  test.each(["/sign-in", "/sign-up", "/tasks", "/chat", "/settings"])(
    "at %s without a readable body is a 400",
    async (path) => {
      expect((await post(path, {})).status).toBe(400);
      const broken = { "content-type": "multipart/form-data; boundary=x" };
      expect((await post(path, { body: "--y\r\nnothing" }, broken)).status).toBe(400);
      expect((await post(path, { body: "{}" }, { "content-type": "application/json" })).status).toBe(400);
    },
  );

  test.each([
    ["cross-site", 403],
    ["same-site", 403],
    ["same-origin", 303],
    ["none", 303],
  ])("from a page that is %s gets a %i", async (site, status) => {
    const body = new URLSearchParams({ intent: "add", text: "Buy milk" });
    expect((await post("/tasks", { body }, { "sec-fetch-site": site })).status).toBe(status);
  });

  test.each(["PUT", "PATCH", "DELETE"])("with %s is a 405", async (method) => {
    for (const path of ["/", "/chat", "/chat/thr_1", "/tasks", "/history", "/settings", "/sign-in"]) {
      const response = await fetch(app.url + path, { method, headers: { cookie: ada.cookie } });
      expect([path, response.status]).toEqual([path, 405]);
      expect(response.headers.get("allow")).toBe("GET, HEAD, POST");
    }
  });

  test.each(["//evil.test", "/\\evil.test", "https://evil.test", "/.//evil.test"])(
    "of the settings doesn't lead to %s",
    async (next) => {
      const body = new URLSearchParams({ theme: "dark", next });
      const response = await post("/settings", { body });
      expect(response.status).toBe(303);
      expect(new URL(response.headers.get("location") ?? "", app.url).origin).toBe(app.url);
    },
  );
});

test.each([
  [9e15, "x"],
  [-9e15, "x"],
  [1e300, "x"],
  [8.64e15, "x"],
  [-8.64e15, "x"],
  ["soon", "x"],
  [{}, "x"],
  [1, "x\0"],
  [null, "\0"],
  [1, "\ud83d"],
])("a cursor with the time %j and the id %j shows the list from its beginning", async (...place) => {
  const cursor = Buffer.from(JSON.stringify(place)).toString("base64url");
  for (const path of ["/history?cursor=", "/tasks?page=", "/tasks?view=completed&changed="]) {
    const response = await fetch(app.url + path + cursor, { headers: { cookie: ada.cookie } });
    expect([path, response.status]).toEqual([path, 200]);
  }
});

test("a person who has as many answers under way as are allowed is told to wait", async () => {
  const model = await startModelServer();
  const limited = await startApp({
    env: { MAX_ANSWERS: "2", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: model.url },
  });
  try {
    const person = await signUp(limited.url);
    model.script({ hangs: "before a token" }, { hangs: "before a token" }, { hangs: "before a token" });
    const streams = await Promise.all([1, 2].map(() => person.chatkit(createThread("Hello"))));
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    const refused = await person.chatkit(createThread("Hello"));
    expect([refused.status, await refused.json()]).toEqual([
      429,
      expect.objectContaining({ message: expect.stringMatching(/answers? .*at once|wait/i) }),
    ]);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    const other = await signUp(limited.url);
    const othersStream = await other.chatkit(createThread("Hello"));
    expect(othersStream.status).toBe(200);
    await othersStream.body?.cancel();
    for (const stream of streams) await stream.body?.cancel();
  } finally {
    await limited.kill();
    await model.stop();
  }
});
