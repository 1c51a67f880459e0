import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "./random.ts";

/** Sends are marked in their text, and answers name the mark. */
export const MARK = /mark-\d+/g;
const WORDS = 12;

export interface MoodyModel {
  env: Record<string, string>;
  /** What it did, with the number of times. */
  moods: Record<string, number>;
  stop(): void;
}

const MOODS = [
  "answers",
  "answers",
  "answers",
  "drips",
  "hangs",
  "falls silent",
  "breaks off",
  "429",
  "500",
] as const;

/** A model that answers, drips, hangs, falls silent, breaks off, or refuses with 429 or 500. */
export async function startMoodyModel(random: Random): Promise<MoodyModel> {
  const moods: Record<string, number> = {};
  const server = createServer(async (request, response) => {
    let text = "";
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    for await (const chunk of request) text += String(chunk);
    const mood = random.pick(MOODS);
    moods[mood] = (moods[mood] ?? 0) + 1;
    await answer(response, mood, text.match(MARK)?.at(-1) ?? "no mark");
  });
  server.on("clientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    moods,
    env: {
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: `http://127.0.0.1:${address.port}/v1`,
      OPENAI_API: "chat_completions",
      MODEL_FIRST_TOKEN_TIMEOUT: "5",
      MODEL_SILENCE_TIMEOUT: "5",
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(response: ServerResponse, mood: (typeof MOODS)[number], mark: string): Promise<void> {
  if (mood === "429" || mood === "500") {
    response.writeHead(Number(mood), { "content-type": "application/json", "retry-after-ms": "50" });
    response.end(JSON.stringify({ error: { message: "not now", type: "chaos", param: null, code: null } }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  if (mood === "hangs") return;
  say(response, `Answer to ${mark}:`);
  const pause = mood === "drips" ? 500 : 40;
  for (let word = 0; word < WORDS && !response.destroyed; word++) {
    if (mood === "falls silent" && word === WORDS / 2) return;
    if (mood === "breaks off" && word === WORDS / 2) return void response.destroy();
    await delay(pause);
    say(response, ` word${word}`);
  }
  send(response, {}, "stop");
  response.end("data: [DONE]\n\n");
}

const say = (response: ServerResponse, content: string) => send(response, { content });

function send(response: ServerResponse, delta: object, finish_reason: string | null = null): void {
  const choices = [{ index: 0, delta, finish_reason }];
  const chunk = { id: "c", object: "chat.completion.chunk", created: 1_790_000_000, model: "moody", choices };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
