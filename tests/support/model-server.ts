import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { chatCompletion } from "./model-server-chat.ts";
import { moderationOf, type Verdict } from "./model-server-moderations.ts";
import { response } from "./model-server-responses.ts";
import type { Answer, Frame, Step } from "./model-server-types.ts";

export interface ModelServer {
  /** For `OPENAI_BASE_URL`. */
  url: string;
  /** What was asked, oldest first. */
  requests: { path: string; body: unknown; authorization: string | undefined; aborted: boolean }[];
  /** The steps of the requests to come, in order; one that comes after the last is answered 500. */
  script(...steps: Step[]): void;
  /** What `/moderations` finds in each text from now on; at first it flags nothing. */
  moderate(verdict: Verdict): void;
  stop(): Promise<void>;
}

const APIS: Record<string, (step: Answer) => { frames: Frame[]; last?: string }> = {
  "/v1/chat/completions": (step) => ({ frames: chatCompletion(step), last: "data: [DONE]\n\n" }),
  "/v1/responses": (step) => ({ frames: response(step) }),
};

/**
 * A language model's HTTP server, scripted by a test: it streams as OpenAI does, over both of its APIs, and
 * listens on the loopback interface only.
 *
 * @param apis the paths it knows; others are answered 404, as servers with one API do
 */
export async function startModelServer(apis: string[] = Object.keys(APIS)): Promise<ModelServer> {
  const requests: ModelServer["requests"] = [];
  let steps: Step[] = [];
  let verdict: Verdict = () => "fine";
  const server = createServer(async (request, outgoing) => {
    const path = request.url ?? "";
    const record = {
      path,
      body: await readJson(request),
      authorization: request.headers.authorization,
      aborted: false,
    };
    requests.push(record);
    outgoing.on("close", () => (record.aborted = !outgoing.writableFinished));
    if (path === "/v1/moderations") {
      const answer = moderationOf(record.body, verdict);
      if (!answer) return refuse(outgoing, 500, "no verdict");
      outgoing.writeHead(200, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(answer));
      return;
    }
    const api = apis.includes(path) ? APIS[path] : undefined;
    if (!api) return refuse(outgoing, 404, "Not Found");
    const step = steps.shift() ?? { status: 500, message: "the script has ended" };
    await perform(step, api, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    script(...next) {
      steps = next;
    },
    moderate(next) {
      verdict = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Api = (typeof APIS)[string];

async function perform(step: Step, api: Api, outgoing: ServerResponse): Promise<void> {
  if ("status" in step) return refuse(outgoing, step.status, step.message ?? "scripted failure");
  if ("hangs" in step) {
    if (step.hangs === "before a token") open(outgoing);
    return;
  }
  open(outgoing);
  if ("begins" in step) {
    const { frames } = api({ says: step.begins });
    // Up to the last piece of text, and not the end.
    const cut = frames.findLastIndex(({ data }) =>
      /"delta":(?:"|\{"content":"[^"])/.test(JSON.stringify(data)),
    );
    for (const frame of frames.slice(0, cut + 1)) await send(outgoing, frame);
    if (step.next === "end") outgoing.end();
    if (step.next === "reset") outgoing.destroy();
    if (step.next === "garbage") outgoing.end('data: {"choices": [oops\n\n');
    return;
  }
  const { frames, last } = api(step);
  for (const frame of frames) await send(outgoing, frame);
  outgoing.end(last);
}

function open(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_test" });
  outgoing.flushHeaders();
}

/** Each frame in a write of its own, as from a model that thinks. */
async function send(outgoing: ServerResponse, { event, data }: Frame): Promise<void> {
  outgoing.write(`${event ? `event: ${event}\n` : ""}data: ${JSON.stringify(data)}\n\n`);
  await new Promise((resolve) => setImmediate(resolve));
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  // The client's waiting time before it asks again, in milliseconds.
  outgoing.writeHead(status, { "content-type": "application/json", "retry-after-ms": "1" });
  outgoing.end(JSON.stringify({ error: { message, type: "scripted", param: null, code: null } }));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}
