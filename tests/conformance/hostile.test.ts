import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createThread, allEvents, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
let threadId: string;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
  const [created] = await allEvents(await ada.chatkit(createThread("List tasks")));
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  threadId = created.thread.id;
});
afterAll(() => app.stop());

const TYPES = [
  "threads.create",
  "threads.add_user_message",
  "threads.add_client_tool_output",
  "threads.add_structured_input",
  "threads.retry_after_item",
  "threads.custom_action",
  "threads.sync_custom_action",
  "threads.get_by_id",
  "threads.list",
  "threads.update",
  "threads.delete",
  "items.list",
  "items.feedback",
  "attachments.create",
  "attachments.delete",
  "input.transcribe",
];

/** Values that a hostile or broken client puts into a field. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff\ud800",
    "'; drop table messages; --",
    "../../etc/passwd",
    "__proto__",
    "x".repeat(100_000),
    -1,
    0,
    1e99,
    1.5,
    [],
    {},
    [[[[]]]],
    { __proto__: null, constructor: { prototype: 1 } },
    true,
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

const FIELDS = [
  "thread_id",
  "item_id",
  "item_ids",
  "limit",
  "order",
  "after",
  "input",
  "title",
  "kind",
  "result",
  "action",
  "name",
  "size",
  "mime_type",
  "attachment_id",
  "audio_base64",
];

const messageInput = fc.record(
  {
    content: fc.oneof(
      hostile,
      fc.array(fc.record({ type: fc.constantFrom("input_text", "input_tag"), text: hostile, id: hostile })),
    ),
    attachments: hostile,
    quoted_text: hostile,
    inference_options: hostile,
    status: hostile,
    answers: hostile,
  },
  { requiredKeys: [] },
);

/** A request of a real type in which some fields are right and others are not. */
const request = fc.record({
  type: fc.constantFrom(...TYPES),
  params: fc.oneof(
    { weight: 1, arbitrary: hostile },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.dictionary(fc.constantFrom(...FIELDS), hostile), fc.boolean(), fc.boolean(), messageInput)
        .map(([fields, ownThread, withInput, input]) => ({
          ...fields,
          ...(ownThread ? { thread_id: threadId } : {}),
          ...(withInput ? { input } : {}),
        })),
    },
  ),
  metadata: hostile,
});

/** Posts a body, reads the whole response and returns a summary of it. */
async function post(body: string): Promise<{ status: number; type: string; text: string }> {
  const response = await ada.chatkit(body, { signal: AbortSignal.timeout(20_000) });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}

function expectProperAnswer({ status, type, text }: Awaited<ReturnType<typeof post>>): void {
  // 501 is expected for attachments and dictation.
  expect(status === 501 || status < 500, `${status}: ${text.slice(0, 300)}`).toBe(true);
  if (type.startsWith("text/event-stream")) return;
  const body: unknown = JSON.parse(text);
  if (status < 400) return;
  expect(body).toMatchObject({
    error: { code: expect.any(String), message: expect.any(String), request_id: expect.any(String) },
  });
  expect(text).not.toMatch(/at .*\.(ts|js):\d+|node_modules|select |insert into/i);
}

test("no request of any type is answered with a server error, whatever its fields", async () => {
  await fc.assert(
    fc.asyncProperty(request, async (body) => {
      // A thread that the last request has deleted would leave the rest to a 404.
      if (body.type !== "threads.delete") expectProperAnswer(await post(JSON.stringify(body)));
    }),
    { numRuns: 400 },
  );
  const alive = await ada.chatkit({ type: "threads.get_by_id", params: { thread_id: threadId } });
  expect(alive.status).toBe(200);
});

test.each([
  ["50,000 brackets", "[".repeat(50_000)],
  ["50,000 nested arrays", "[".repeat(50_000) + "]".repeat(50_000)],
  ["deep objects", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
  ["deep params", `{"type":"threads.list","params":${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}}`],
  ["nothing", ""],
  ["no object", '"threads.list"'],
  ["half of JSON", '{"type":"threads.list"'],
  ["20 MB", JSON.stringify({ type: "threads.list", params: { after: "x".repeat(20_000_000) } })],
])("a body of %s is refused", async (_, body) => {
  const answer = await post(body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expectProperAnswer(answer);
});

test("a message with NULs and lone surrogates is stored without them", async () => {
  const events = await allEvents(await ada.chatkit(createThread("a\u0000b \ud800 c 🎉")));
  const message = events.find((event) => event.type === "thread.item.done");
  const text = JSON.stringify(message);
  expect(text).toContain("🎉");
  expect(text).not.toContain("\\u0000");
  const [created] = events;
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  const items = await ada.api(`/api/chatkit/threads/${created.thread.id}/items?order=asc`);
  expect(JSON.stringify(await items.json())).toContain("🎉");
});

test("these requests log no error", () => {
  expect(app.log()).not.toMatch(/"level":"error"/);
});
