import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import {
  allEvents,
  createThread,
  signInAsGuest,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { expectOutcome, type Attack } from "./attack.ts";
import type { Target, World } from "./world.ts";

const withModel = (world: World) => world.withModel;

function countBy(values: unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

/** Opens connections that send this and then don't read, or don't go on. */
async function idle({ app }: Target, count: number, text: string): Promise<Socket[]> {
  const port = Number(new URL(app.url).port);
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.pause();
    socket.write(text);
    // As many as a busy site has per second; all at once would measure the pages rather than their readers.
    await delay(5);
  }
  return sockets;
}

function connections(name: string, count: number, text: (ada: Person) => string): Attack {
  return {
    name,
    before: "–",
    target: withModel,
    async run(target) {
      const sockets = await idle(target, count, text(target.ada));
      await delay(3_000);
      const page = await fetch(`${target.app.url}/chat`, { headers: { cookie: target.ada.cookie } });
      await page.body?.cancel();
      for (const socket of sockets) socket.destroy();
      expectOutcome(page.status, 200, "a page meanwhile");
      return "a page is answered meanwhile";
    },
  };
}

export const manyAttacks: Attack[] = [
  {
    name: "60 sends of a user at once",
    before: "60 accepted",
    target: withModel,
    async run({ ada, app }, { model }) {
      model.script(...Array.from({ length: 60 }, () => ({ hangs: "before a token" }) as const));
      const streams = await Promise.all(Array.from({ length: 60 }, () => ada.chatkit(createThread("Hello"))));
      const statuses = countBy(streams.map(({ status }) => status));
      const guest = await signInAsGuest(app.url);
      model.script({ says: "Hello." });
      await startThread(guest, "Hello");
      await Promise.all(streams.map(async (stream) => stream.body?.cancel()));
      expectOutcome(statuses, { 200: 5, 429: 55 }, "statuses");
      return "5 accepted, 55 × 429, others answered";
    },
  },
  {
    name: "500 answers of 100 users at once",
    before: "225 failed",
    target: withModel,
    async run({ app }, { model }) {
      const guests: Person[] = [];
      for (let at = 0; at < 100; at += 10) {
        guests.push(...(await Promise.all(Array.from({ length: 10 }, () => signInAsGuest(app.url)))));
      }
      model.script(...Array.from({ length: 500 }, () => ({ says: "Here is an answer of some words." })));
      const answers = await Promise.all(
        guests.flatMap((guest) =>
          Array.from({ length: 5 }, async () => {
            const response = await guest.chatkit(createThread("Hello"));
            if (response.status !== 200) return response.status;
            const events = await allEvents(response);
            return events.some(({ type }) => type === "error") ? "failed" : "whole";
          }),
        ),
      );
      expectOutcome(countBy(answers), { whole: 500 }, "answers");
      return "500 whole";
    },
  },
  {
    name: "a page tool, called without an end",
    before: "74 model calls in 15 s",
    target: withModel,
    async run({ ada }, { model }) {
      const calls = model.requests.length;
      model.script(
        ...Array.from({ length: 30 }, () => ({
          calls: [{ name: "navigate", arguments: { to: "/tasks" } }],
        })),
      );
      const thread = await startThread(ada, "Show me my tasks");
      const params = { thread_id: thread, result: { opened: true } };
      for (let output = 0; output < 20; output++) {
        const response = await ada.chatkit({ type: "threads.add_client_tool_output", params });
        const events = response.ok ? await allEvents(response) : [];
        if (!JSON.stringify(events).includes("client_tool_call")) break;
      }
      const made = model.requests.length - calls;
      expectOutcome(made <= 9, true, `${made} model calls`);
      return `ends after ${made} model calls`;
    },
  },
  connections(
    "500 slow readers of a page",
    500,
    (ada) => `GET /chat HTTP/1.1\r\nhost: localhost\r\ncookie: ${ada.cookie}\r\n\r\n`,
  ),
  connections("1,000 connections with half a header", 1_000, () => "GET / HTTP/1.1\r\nhost: loc"),
  connections(
    "200 connections with half a body",
    200,
    () =>
      "POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\nintent=",
  ),
];
