import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

/** An answer of the model, whose text the test sends piece by piece. */
export interface Dictation {
  say(text: string): void;
  finish(): void;
  /** Sends this text as the whole answer, and what it has cost if that is given. */
  answer(text: string, usage?: { prompt_tokens: number; completion_tokens: number }): void;
  /** Calls a tool, which ends the answer. */
  call(name: string, input: object): void;
  /** Resolves when the connection is closed. */
  hungUp: Promise<void>;
}

export interface DictatedModel {
  /** The environment that makes an app use this model. */
  env: Record<string, string>;
  /** Resolves with the next request when it arrives. */
  next(): Promise<Dictation>;
  stop(): Promise<void>;
}

/** A fake model server (OpenAI's chat completions, streamed) whose answers a test dictates. */
export async function startDictatedModel(): Promise<DictatedModel> {
  const arrived: Dictation[] = [];
  const awaited: ((dictation: Dictation) => void)[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      // The app's own questions, such as for a title, aren't dictated.
      if (!body.includes('"stream":true')) return void response.writeHead(400).end();
      response.writeHead(200, { "content-type": "text/event-stream" });
      const dictation = dictationOver(response);
      const waiting = awaited.shift();
      if (waiting) waiting(dictation);
      else arrived.push(dictation);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    env: {
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: `http://127.0.0.1:${address.port}/v1`,
      OPENAI_API: "chat_completions",
    },
    next: () => {
      const first = arrived.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => awaited.push(resolve));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function dictationOver(response: ServerResponse): Dictation {
  const send = (delta: object, finish_reason: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        created: 1_790_000_000,
        model: "dictated",
        choices: [{ index: 0, delta, finish_reason }],
      })}\n\n`,
    );
  send({ role: "assistant", content: "" });
  const say = (content: string) => void send({ content });
  const finish = (reason = "stop", usage?: { prompt_tokens: number; completion_tokens: number }) => {
    send({}, reason);
    if (usage) {
      const total_tokens = usage.prompt_tokens + usage.completion_tokens;
      const chunk = {
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        choices: [],
        usage: { ...usage, total_tokens },
      };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end("data: [DONE]\n\n");
  };
  return {
    say,
    finish: () => finish(),
    answer(text, usage) {
      say(text);
      finish("stop", usage);
    },
    call(name, input) {
      const call = { name, arguments: JSON.stringify(input) };
      send({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: call }] });
      finish("tool_calls");
    },
    hungUp: new Promise((resolve) => response.once("close", resolve)),
  };
}
