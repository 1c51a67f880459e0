import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ToolServerConfig } from "#app/env-tool-servers.ts";
import { closeToolServers, createToolServers } from "#app/tool-servers/tool-servers.ts";
import { PASSWORD, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";

const app = appOnPostgres();
const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

/** The SDK's own client, of either protocol revision. */
async function connect(token: string, mode: "legacy" | "auto" = "auto"): Promise<Client> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  open.push(client);
  const headers = { authorization: `Bearer ${token}`, "x-time-zone": "Europe/Berlin" };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${app.url()}/mcp`), { requestInit: { headers } }),
  );
  return client;
}

async function call(client: Client, name: string, input: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [first] = content;
  if (first?.type !== "text") throw new Error("no text");
  const body: unknown = first.text.startsWith("{") ? JSON.parse(first.text) : first.text;
  return { body, isError: isError === true };
}

async function apiKey({ cookie }: Person, scope: string): Promise<string> {
  const form = { intent: "create", name: "MCP", scope, lifetime: "month", password: PASSWORD };
  const made = await browserClient(app.url(), cookie).submit("/settings/keys", form);
  return /value="(ck_key_\w+)"/.exec(await made.text())?.[1] ?? "";
}

const Tasks = z.object({ tasks: z.array(z.object({ id: z.string(), title: z.string() })) });
const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name).toSorted();
const READING = ["list_conversations", "list_tasks", "read_conversation"];
const WRITING = ["complete_task", "create_task", "delete_task", "reopen_task", "update_task"];

describe.each(["auto", "legacy"] as const)("our tools over MCP (%s)", (mode) => {
  test("make, list, change, complete and delete tasks", async () => {
    const ada = await signUp(app.url());
    const client = await connect(await apiKey(ada, "write"), mode);
    expect(await names(client)).toEqual([...READING, ...WRITING].toSorted());

    const made = await call(client, "create_task", { title: "Buy clay", due: "2027-03-01T17:00" });
    expect(made).toMatchObject({ isError: false, body: { title: "Buy clay", due: "2027-03-01T17:00" } });
    const { tasks } = Tasks.parse((await call(client, "list_tasks", { state: "open" })).body);
    expect(tasks.map(({ title }) => title)).toEqual(["Buy clay"]);
    const id = tasks[0]?.id ?? "";
    await call(client, "update_task", { id, title: "Buy white clay" });
    expect((await call(client, "complete_task", { id })).body).toMatchObject({ title: "Buy white clay" });
    expect((await call(client, "list_tasks", { state: "open" })).body).toMatchObject({ tasks: [] });
    await call(client, "delete_task", { id });
    expect(await call(client, "complete_task", { id: "task_none" })).toMatchObject({ isError: true });
  });

  test("list, search and read conversations, a page at a time", async () => {
    const ada = await signUp(app.url());
    const thread = await startThread(ada, "Remind me to buy cobalt glaze");
    await startThread(ada, "Hello there");
    const client = await connect(ada.secret, mode);
    const found = await call(client, "list_conversations", { query: "cobalt" });
    expect(found.body).toMatchObject({ conversations: [{ id: thread }], more: false });
    expect((await call(client, "list_conversations", { limit: 1 })).body).toMatchObject({ more: true });
    const read = await call(client, "read_conversation", { id: thread });
    expect(JSON.stringify(read.body)).toMatch(/"from":"user"[\s\S]*cobalt glaze[\s\S]*"from":"assistant"/);
  });
});

test("a key that may read only is offered no other tools, and can't call them", async () => {
  const ada = await signUp(app.url());
  const client = await connect(await apiKey(ada, "read"));
  expect(await names(client)).toEqual(READING);
  await expect(call(client, "create_task", { title: "Mine" })).rejects.toThrow(/create_task/);
});

test("what is somebody else's isn't there", async () => {
  const [ada, eve] = [await signUp(app.url()), await signUp(app.url())];
  const thread = await startThread(ada, "Add a task: call Xanthippe");
  const client = await connect(eve.secret);
  for (const [name, input] of [
    ["read_conversation", { id: thread }],
    ["list_conversations", { query: "Xanthippe" }],
    ["list_conversations", { after: thread }],
    ["list_tasks", { state: "all" }],
  ] as const) {
    expect(JSON.stringify(await call(client, name, input))).not.toContain("Xanthippe");
  }
});

test("nobody comes in without a token, and bad requests are refused", async () => {
  const ada = await signUp(app.url());
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${app.url()}/mcp`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...headers,
      },
      body,
    });
  for (const headers of [{}, { cookie: ada.cookie }, { authorization: "Bearer ck_key_wrong" }]) {
    const refused = await post(headers, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}');
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  }
  const bearer = { authorization: `Bearer ${ada.secret}` };
  expect((await post(bearer, "{")).status).toBe(400);
  expect((await post(bearer, `{"x":"${"x".repeat(100_000)}"}`)).status).toBe(413);
  for (const method of ["GET", "DELETE", "PUT"]) {
    expect((await fetch(`${app.url()}/mcp`, { method, headers: bearer })).status).toBe(405);
  }
});

test("another app's assistant uses them as a tool server over HTTP, and asks before it changes something", async () => {
  const ada = await signUp(app.url());
  const config: ToolServerConfig = {
    name: "chat",
    transport: {
      kind: "http",
      url: `${app.url()}/mcp`,
      headers: { authorization: `Bearer ${await apiKey(ada, "write")}` },
    },
    tools: undefined,
    alwaysAllow: [],
    timeoutMs: 5_000,
    guests: false,
  };
  const servers = createToolServers([config]);
  const { tools } = await servers.offered({ isGuest: false });
  expect(
    tools
      .filter(({ isAllowed }) => isAllowed)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(READING);
  const create = tools.find(({ name }) => name === "create_task");
  if (!create) throw new Error("no create_task");
  const { signal } = new AbortController();
  const made = await servers.call(create, { title: "Buy clay" }, signal);
  expect(made).toMatchObject({ isError: false, text: expect.stringContaining("Buy clay") });
  const wrong = await servers.call(create, { title: 7 }, signal);
  expect(wrong.isError).toBe(true);
  await closeToolServers();
});
