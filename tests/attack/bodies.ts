import { once } from "node:events";
import { Agent, request } from "node:http";
import { authPost, createThread, PASSWORD, userInput } from "#tests/support/api-client.ts";
import { expectOutcome, type Attack } from "./attack.ts";
import type { Target, World } from "./world.ts";

const builtIn = (world: World) => world.builtIn;
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const MB = 1_000_000;

/** Sends that many bytes, as far as they are taken, and returns the response's status. */
async function post(
  { app }: Target,
  path: string,
  bytes: number,
  headers: Record<string, string>,
  agent?: Agent,
): Promise<number | undefined> {
  const { hostname, port } = new URL(app.url);
  const sent = request({ agent, hostname, port, path, method: "POST", headers });
  sent.on("error", () => undefined);
  const answered = once(sent, "response");
  const chunk = Buffer.alloc(64 * 1024, "a");
  const seen = { answer: false };
  void answered.then(() => (seen.answer = true)).catch(() => undefined);
  for (let left = bytes; left > 0 && !seen.answer; left -= chunk.byteLength) {
    if (!sent.write(left < chunk.byteLength ? chunk.subarray(0, left) : chunk)) {
      await Promise.race([once(sent, "drain"), answered]).catch(() => undefined);
    }
  }
  if (!seen.answer) sent.end();
  const [response] = await answered;
  response.resume();
  return response.statusCode;
}

function body(name: string, before: string, path: string, bytes: number, hasLength: boolean): Attack {
  return {
    name,
    before,
    target: builtIn,
    async run(target) {
      const length = hasLength ? { "content-length": String(bytes) } : { "transfer-encoding": "chunked" };
      expectOutcome(await post(target, path, bytes, { ...FORM, ...length }), 413, "status");
      return "413";
    },
  };
}

const tag = (data: object) => ({
  type: "input_tag",
  id: "t",
  text: "t",
  data,
  group: null,
  interactive: false,
});

function message(name: string, before: string, change: object): Attack {
  return {
    name,
    before,
    target: builtIn,
    async run({ ada }) {
      const { params } = createThread("Hello");
      const input = { ...params.input, ...change };
      const response = await ada.chatkit({ type: "threads.create", params: { input } });
      expectOutcome(response.status, 400, "status");
      await response.body?.cancel();
      return "400, stored nowhere";
    },
  };
}

export const bodyAttacks: Attack[] = [
  body("150 MB to /sign-in", "12.6 s, 2.3 GB", "/sign-in", 150 * MB, true),
  body("60 MB to /tasks, of unknown length", "3.0 s, 745 MB kept", "/tasks", 60 * MB, false),
  {
    name: "20 MB, then a request on the same connection",
    before: "hangs, 3 of 3",
    target: builtIn,
    async run(target) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const refused = await post(
        target,
        "/sign-in",
        20 * MB,
        { ...FORM, "content-length": String(20 * MB) },
        agent,
      );
      const json = { "content-type": "application/json", "content-length": "2" };
      const next = await post(target, "/api/chatkit", 2, json, agent);
      agent.destroy();
      expectOutcome([refused, next], [413, 401], "statuses");
      return "413, the next is answered";
    },
  },
  {
    name: "a name of 60 KB at sign-up",
    before: "300 KB taken, 70 cookies",
    target: builtIn,
    async run({ app }) {
      const fields = { name: "n".repeat(60_000), email: "long@example.com", password: PASSWORD };
      const response = await authPost(app.url, "/sign-up/email", fields);
      await response.body?.cancel();
      expectOutcome([response.status, response.headers.getSetCookie().length], [400, 0], "status, cookies");
      return "400, no cookie";
    },
  },
  message("a message of 60,000 parts", "stored", {
    content: Array.from({ length: 60_000 }, () => ({ type: "input_text", text: "" })),
  }),
  message("1.5 MB in a tag", "stored", { content: [tag({ big: "x".repeat(1_500_000) })] }),
  message("100,000 keys in a tag", "1.3 s", {
    content: [tag(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 0])))],
  }),
  message("a message of 1.9 MB", "–", userInput("x".repeat(1_900_000))),
];
