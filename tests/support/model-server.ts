import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { chatCompletion } from "./model-server-chat.ts";
import { moderationOf, type Verdict } from "./model-server-moderations.ts";
import { response } from "./model-server-responses.ts";
import type { Answer, Frame, Step } from "./model-server-types.ts";

export interface ModelServer {
  /** The value of `OPENAI_BASE_URL`. */
  url: string;
  /** The requests received, oldest first. */
  requests: {
    path: string;
    body: unknown;
    authorization: string | undefined;
    traceparent: string | string[] | undefined;
    aborted: boolean;
  }[];
  /** Sets the steps for the next requests, in order. Further requests are answered with 500. */
  script(...steps: Step[]): void;
  /** Requests for a text in one piece, without a stream: titles and summaries. They aren't in `requests`. */
  wholeRequests: { path: string; body: unknown }[];
  /** Answers the requests for a text in one piece. By default they are refused. */
  answerWhole(answer: (body: string) => string | undefined): void;
  /** Sets what recordings are turned into, by their bytes; a number is a status. By default they are refused. */
  hear(transcript: (body: Buffer) => string | number): void;
  /** Sets what `GET /models` answers. By default the server has no such list. */
  listModels(models: object[]): void;
  /** Sets the result of `/moderations` for each text. By default, nothing is flagged. */
  moderate(verdict: Verdict): void;
  stop(): Promise<void>;
}

const APIS: Record<string, (step: Answer) => { frames: Frame[]; last?: string }> = {
  "/v1/chat/completions": (step) => ({ frames: chatCompletion(step), last: "data: [DONE]\n\n" }),
  "/v1/responses": (step) => ({ frames: response(step) }),
};

/**
 * A fake model server, scripted by a test. It streams like OpenAI, over both APIs, and listens on the
 * loopback interface only.
 *
 * @param apis the paths it supports; others are answered with 404, like a server that has one API
 */
export async function startModelServer(apis: string[] = Object.keys(APIS)): Promise<ModelServer> {
  const requests: ModelServer["requests"] = [];
  let steps: Step[] = [];
  let verdict: Verdict = () => "fine";
  const wholeRequests: ModelServer["wholeRequests"] = [];
  let whole: Parameters<ModelServer["answerWhole"]>[0] = () => undefined;
  let models: object[] | undefined;
  let transcript: Parameters<ModelServer["hear"]>[0] = () => 400;
  const server = createServer(async (request, outgoing) => {
    const path = request.url ?? "";
    if (path === "/v1/audio/transcriptions") {
      const heard = transcript(Buffer.concat(await request.toArray()));
      if (typeof heard === "number") return refuse(outgoing, heard, "not heard");
      return outgoing.setHeader("content-type", "application/json").end(JSON.stringify({ text: heard }));
    }
    const body = await readJson(request);
    if (path === "/v1/models") {
      if (!models) return refuse(outgoing, 404, "Not Found");
      return outgoing.setHeader("content-type", "application/json").end(JSON.stringify({ data: models }));
    }
    if (apis.includes(path) && isWhole(body)) {
      wholeRequests.push({ path, body });
      const text = whole(JSON.stringify(body));
      if (text === undefined) return refuse(outgoing, 400, "not scripted");
      return outgoing
        .setHeader("content-type", "application/json")
        .end(JSON.stringify(wholeText(path, text)));
    }
    const record = {
      path,
      body,
      authorization: request.headers.authorization,
      traceparent: request.headers.traceparent,
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
    wholeRequests,
    answerWhole(answer) {
      whole = answer;
    },
    hear(next) {
      transcript = next;
    },
    listModels(list) {
      models = list;
    },
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

const isWhole = (body: unknown) => !(body instanceof Object && "stream" in body && body.stream === true);

/** A text in one piece, as either of OpenAI's APIs answers it. */
function wholeText(path: string, text: string): object {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    input_tokens: 10,
    output_tokens: 5,
    total_tokens: 15,
  };
  if (path.endsWith("/responses")) {
    const content = [{ type: "output_text", text, annotations: [] }];
    return {
      id: "resp_1",
      object: "response",
      output: [{ type: "message", role: "assistant", content }],
      usage,
    };
  }
  const message = { role: "assistant", content: text };
  return { id: "chatcmpl-1", object: "chat.completion", choices: [{ index: 0, message }], usage };
}

type Api = (typeof APIS)[string];

async function perform(step: Step, api: Api, outgoing: ServerResponse): Promise<void> {
  if ("status" in step) {
    if (step.retryAfter !== undefined) outgoing.setHeader("retry-after", step.retryAfter);
    return refuse(outgoing, step.status, step.message ?? "scripted failure");
  }
  if ("errorEvent" in step) {
    open(outgoing);
    await send(outgoing, {
      event: "error",
      data: { error: { message: step.errorEvent, type: "server_error" } },
    });
    outgoing.end();
    return;
  }
  if ("hangs" in step) {
    if (step.hangs === "before a token") open(outgoing);
    return;
  }
  open(outgoing);
  if ("begins" in step) {
    const { frames } = api({ says: step.begins });
    // Cut after the last piece of text, before the end of the answer.
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

/** Writes each frame separately, like a model that streams. */
async function send(outgoing: ServerResponse, { event, data }: Frame): Promise<void> {
  outgoing.write(`${event ? `event: ${event}\n` : ""}data: ${JSON.stringify(data)}\n\n`);
  await new Promise((resolve) => setImmediate(resolve));
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  // Tells the client to retry after 1 ms.
  if (!outgoing.hasHeader("retry-after")) outgoing.setHeader("retry-after-ms", "1");
  outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ error: { message, type: "scripted", param: null, code: null } }));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}
