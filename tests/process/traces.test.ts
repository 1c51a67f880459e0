import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMessage, allEvents, signUp, startThread } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { type CollectedSpan, type Collector, startCollector } from "#tests/support/collector.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";

const PARENT = { trace: "0af7651916cd43dd8448eb211c80319c", span: "b7ad6b7169203331" };

describe.each(["PostgreSQL", "PGlite"])("traces, with %s,", (database) => {
  let collector: Collector;
  let model: ModelServer;
  let log: string;
  let threadId: string;
  beforeAll(async () => {
    [collector, model] = await Promise.all([startCollector(), startModelServer()]);
    const app = await startApp({
      env: {
        ...(database === "PostgreSQL" && { DATABASE_URL: await createPostgresDatabase() }),
        OPENAI_API_KEY: "a-key-of-the-model",
        OPENAI_BASE_URL: model.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector",
        OTEL_SERVICE_NAME: "our-chat",
        MODEL_SILENCE_TIMEOUT: "1",
      },
    });
    const ada = await signUp(app.url);
    model.script({ begins: "An axolotl", next: "silence" });
    threadId = await startThread(ada, "What is an axolotl?");
    model.script(
      { calls: [{ name: "create_task", arguments: { title: "Feed the axolotl" } }] },
      { says: "The axolotl is on your list." },
    );
    await allEvents(await ada.chatkit(addMessage(threadId, "Remind me of my axolotl")));
    await fetch(`${app.url}/healthz`, {
      headers: { traceparent: `00-${PARENT.trace}-${PARENT.span}-01` },
    });
    await fetch(`${app.url}/chat/${threadId}?secret=axolotl`, {
      headers: {
        traceparent: `00-${PARENT.trace}-${PARENT.span}-01`,
        tracestate: "vendor=axolotl",
        baggage: "pet=axolotl",
      },
      redirect: "manual",
    });
    await app.stop();
    log = app.log();
  });
  afterAll(() => Promise.all([collector.stop(), model.stop()]));

  function one(what: Partial<CollectedSpan>): CollectedSpan {
    const found = collector.spans.find((span) => span.name === what.name || span.id === what.id);
    if (!found)
      throw new Error(`no ${JSON.stringify(what)} in ${collector.spans.map(({ name }) => name).join()}`);
    return found;
  }
  const byName = (name: string) => one({ name });
  const byId = (id: string) => one({ id });
  const below = ({ id }: CollectedSpan) => collector.spans.filter(({ parentId }) => parentId === id);

  test("a message is one trace: request, protocol, run, models, tool and database", () => {
    const protocol = byName("chatkit threads.add_user_message");
    const request = byId(protocol.parentId);
    expect(request).toMatchObject({
      name: "POST /api/chatkit",
      parentId: "",
      kind: 2,
      isError: false,
      service: "our-chat",
    });
    expect(request.attributes).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/api/chatkit",
      "http.response.status_code": 200,
    });
    const run = byName("run threads.add_user_message");
    expect(run.parentId).toBe(protocol.id);
    expect(run.attributes).toMatchObject({ "chat.run.status": "done", "chat.run.reason": "none" });
    expect(request.attributes["chat.run.id"]).toBe(run.attributes["chat.run.id"]);
    expect(run.events).toEqual(["chat.run.begun", "chat.run.first_event"]);
    const models = below(run).filter(({ name }) => name === "chat gpt-5-mini");
    expect(models.length).toBeGreaterThanOrEqual(2);
    const tool = byName("execute_tool create_task");
    expect(tool.parentId).toBe(run.id);
    for (const parent of [request, protocol, run, tool]) {
      expect(below(parent).map(({ attributes }) => attributes["db.system.name"])).toContain("postgresql");
    }
    for (const span of [protocol, run, tool, ...models]) expect(span.traceId).toBe(request.traceId);
  });

  test("a model has its name, tokens and first token, and is not told of the trace", () => {
    const answer = below(byName("run threads.add_user_message")).find(({ events }) => events.length > 0);
    expect(answer).toMatchObject({ kind: 3, events: ["gen_ai.first_token"] });
    expect(answer?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-5-mini",
      "server.address": "127.0.0.1",
    });
    expect(answer?.attributes["gen_ai.usage.input_tokens"]).toBeGreaterThan(0);
    expect(answer?.attributes["gen_ai.usage.output_tokens"]).toBeGreaterThan(0);
    expect(model.requests.map(({ traceparent }) => traceparent)).toEqual([undefined, undefined, undefined]);
  });

  test("a statement has its text without values, inside of transactions, too", () => {
    const tool = byName("execute_tool create_task");
    const insert = below(tool).find(({ name }) => /INSERT (?:tasks|task_operations)/.test(name));
    expect(insert?.attributes["db.query.text"]).toMatch(/\$1/);
    expect(insert?.attributes["db.operation.name"]).toBe("INSERT");
  });

  test("the trace of a proxy goes on, with its ids alone", () => {
    const page = byName("GET /chat/:threadId?");
    expect(page).toMatchObject({ traceId: PARENT.trace, parentId: PARENT.span });
    const requests = collector.spans.filter(({ kind }) => kind === 2).map(({ name }) => name);
    expect(requests.filter((name) => name.includes("healthz"))).toEqual([]);
  });

  test("neither words, ids of conversations nor secrets leave", () => {
    const sent = Buffer.concat(collector.requests.map(({ bytes }) => bytes)).toString("latin1");
    expect(sent).toContain("POST /api/chatkit");
    for (const word of [
      "axolotl",
      threadId,
      "a-key-of-the-model",
      "@example.com",
      "Bearer",
      "of-the-collector",
    ]) {
      expect(sent).not.toContain(word);
    }
  });

  test("the collector is spoken to as configured, and the log names the traces", () => {
    const [first] = collector.requests;
    expect(first?.path).toBe("/v1/traces");
    expect(first?.headers.authorization).toBe("Bearer of-the-collector");
    const lines = log
      .split("\n")
      .filter((line) => line.includes(`"trace_id":"${byName("POST /api/chatkit").traceId}"`));
    expect(lines.join()).toContain('"path":"/api/chatkit"');
  });

  test("an answer that failed says what for, and the writes for all answers are in no trace", () => {
    const run = byName("run threads.create");
    expect(run).toMatchObject({ isError: true, attributes: { "chat.run.status": "failed" } });
    const answer = below(run).find(({ events }) => events.includes("gen_ai.first_token"));
    expect(answer).toMatchObject({ isError: true, attributes: { "error.type": "ModelTimeoutError" } });
    // It was written several times in its second. Its end alone is its own.
    expect(below(run).filter(({ name }) => name === "UPDATE runs")).toHaveLength(1);
    expect(collector.spans.filter(({ name, parentId }) => name === "UPDATE runs" && parentId === "")).toEqual(
      [],
    );
  });
});

describe("a collector does no harm to requests", () => {
  /** Each request makes four spans and more, so these are more than may wait. */
  const REQUESTS = 1_000;

  test.each([
    // What waited, and what was being sent. The rest was dropped.
    { how: "hangs", spans: [500, 3_100], complaint: /^$/ },
    { how: "refuses", spans: [500, 10_000], complaint: /"error":"403"/ },
    { how: "is away", spans: [0, 0], complaint: /^$|"error":"ECONNREFUSED"/ },
  ] as const)("that $how", { timeout: 180_000 }, async ({ how, spans: [least = 0, most = 0], complaint }) => {
    const collector = await startCollector(how === "hangs" ? "hangs" : "refuses");
    if (how === "is away") await collector.stop();
    const app = await startApp({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        // On a slow machine the requests would take longer than one export may, and a second would begin.
        OTEL_EXPORTER_OTLP_TIMEOUT: "300000",
        OTEL_BSP_EXPORT_TIMEOUT: "300000",
      },
    });
    const ada = await signUp(app.url);
    await startThread(ada, "Buy milk tomorrow");
    const list = { type: "threads.list", params: { limit: 1 } };
    for (let done = 0; done < REQUESTS; done += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => ada.chatkit(list)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    }
    const stopping = performance.now();
    expect(await app.stop()).toBe(0);
    expect(performance.now() - stopping).toBeLessThan(10_000);
    expect(collector.spans.length).toBeGreaterThanOrEqual(least);
    expect(collector.spans.length).toBeLessThanOrEqual(most);
    // One line at most, however often it failed.
    const complaints = app
      .log()
      .split("\n")
      .filter((line) => line.includes("traces could not be sent"));
    expect(complaints.length).toBeLessThanOrEqual(1);
    expect(complaints.join()).toMatch(complaint);
    if (how !== "is away") await collector.stop();
  });
});

describe("OpenTelemetry's SDK", () => {
  /** Prints when the process loads a module that has the SDK in it, or uses it. */
  const HOOK = `data:text/javascript,
    import { registerHooks } from "node:module";
    registerHooks({ load(url, context, next) {
      const module = next(url, context);
      if (String(module.source).includes("BatchSpanProcessor")) console.log("loads the SDK");
      return module;
    } });`.replaceAll("\n", " ");

  async function isLoaded(env: Record<string, string>): Promise<boolean> {
    const args = ["--import", HOOK, "build/server/index.js"];
    const app = await startApp({ env, program: { file: process.execPath, args, cwd: process.cwd() } });
    const ada = await signUp(app.url);
    await startThread(ada, "Buy milk tomorrow");
    await app.stop();
    return app.log().includes("loads the SDK");
  }

  test("is loaded with an endpoint, and not without one or when it is switched off", async () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
    const loads = [{}, { ...endpoint, OTEL_SDK_DISABLED: "true" }, endpoint].map(isLoaded);
    expect(await Promise.all(loads)).toEqual([false, false, true]);
  });
});
