import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatKitError } from "./chatkit/errors.ts";
import { tracingOf } from "./traces-export.server.ts";
import {
  followsRun,
  inRun,
  inSpan,
  inStatement,
  startRequest,
  traceId,
  traceWith,
  untraced,
} from "./traces.server.ts";

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

beforeEach(() => {
  exporter.reset();
  traceWith(tracingOf(provider));
});
afterEach(() => traceWith(undefined));

const spans = () => exporter.getFinishedSpans();
const named = (name: string) => spans().find((span) => span.name === name);
const statement = () =>
  inStatement(
    () => ({ name: "SELECT", attributes: {} }),
    async () => 1,
  );

/** Does work in a request, and ends that. */
async function request(work: () => Promise<unknown>, traceparent?: string): Promise<void> {
  const started = startRequest("GET", { attributes: {}, traceparent });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  if (!started) return void (await work());
  started.within(() => resolve(work()));
  await promise.catch(() => undefined);
  started.end({});
}

test("Work outside of a request, or without tracing, has no spans", async () => {
  expect(await inSpan("work", { attributes: {} }, async (span) => span)).toBeUndefined();
  expect(await statement()).toBe(1);
  traceWith(undefined);
  await request(() => inRun({ id: "run_1", kind: "turn" }, statement));
  expect(spans()).toEqual([]);
});

test("A hundred statements of a request have spans; the request says how many more there were", async () => {
  await request(async () => {
    for (let count = 0; count < 103; count += 1) await statement();
  });
  expect(spans().filter(({ name }) => name === "SELECT")).toHaveLength(100);
  expect(named("GET")?.attributes).toEqual({ "chat.db.untraced_statements": 3 });
});

test("What a request leaves behind is in its trace no more, but for a run", async () => {
  const later = Promise.withResolvers<void>();
  let left: Promise<unknown>[] = [];
  await request(async () => {
    left = [
      later.promise.then(statement),
      inRun({ id: "run_1", kind: "turn" }, () =>
        later.promise.then(() => inSpan("tool", { attributes: {} }, statement)),
      ),
    ];
  });
  later.resolve();
  await Promise.all(left);
  expect(spans().map(({ name }) => name)).toEqual(["GET", "SELECT", "tool", "run turn"]);
  expect(named("SELECT")?.parentSpanContext?.spanId).toBe(named("tool")?.spanContext().spanId);
  expect(named("run turn")?.parentSpanContext?.spanId).toBe(named("GET")?.spanContext().spanId);
});

test("An error tells its kind and not its text, and a refusal isn't one", async () => {
  const fail = (name: string, error: Error) => inSpan(name, { attributes: {} }, () => Promise.reject(error));
  await request(async () => {
    await fail("failure", new TypeError("a user's words")).catch(() => undefined);
    await fail("refusal", new ChatKitError("not_found", "a user's words")).catch(() => undefined);
  });
  expect(named("failure")).toMatchObject({ attributes: { "error.type": "TypeError" }, status: { code: 2 } });
  expect(named("refusal")).toMatchObject({ attributes: { "error.type": "not_found" }, status: { code: 0 } });
  expect(
    JSON.stringify(spans().map(({ attributes, events, status }) => ({ attributes, events, status }))),
  ).not.toContain("words");
});

test("A request that follows the run of another one is linked to it", async () => {
  const done = Promise.withResolvers<void>();
  let run: Promise<void> | undefined;
  await request(async () => {
    run = inRun({ id: "run_1", kind: "turn" }, () => done.promise);
    followsRun("run_1");
  });
  await request(async () => followsRun("run_1"));
  const [first, second] = spans();
  expect(first?.links).toEqual([]);
  expect(second?.links.map(({ context }) => context.traceId)).toEqual([first?.spanContext().traceId]);
  expect(second?.attributes).toEqual({ "chat.run.id": "run_1" });
  done.resolve();
  await run;
});

test("Of a client's header the ids and the sampling count, if it is well-formed", async () => {
  await request(async () => expect(traceId()).toBe(TRACE), `00-${TRACE}-${PARENT}-01`);
  expect(named("GET")?.parentSpanContext).toMatchObject({ spanId: PARENT, isRemote: true });
  exporter.reset();
  await request(async () => expect(traceId()).toBeUndefined(), `00-${TRACE}-${PARENT}-00`);
  expect(spans()).toEqual([]);
  for (const wrong of ["", "00-x-y-01", `00-${"0".repeat(32)}-${PARENT}-01`, "a, b"]) {
    await request(async () => expect(traceId()).not.toBe(TRACE), wrong);
  }
  expect(spans().map(({ parentSpanContext }) => parentSpanContext)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("A timer for all isn't part of the request that starts it", async () => {
  await request(() => untraced(statement));
  expect(spans().map(({ name }) => name)).toEqual(["GET"]);
});
