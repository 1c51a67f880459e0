import { atMost, type Figure } from "../report.ts";
import { median } from "../statistics.ts";
import type { World } from "../world.ts";
import { addMessage, createThread, eventsOf, signUp, type Person } from "#tests/support/api-client.ts";

const DELAY_MS = 60;
const ROUNDS = 5;

/** Milliseconds since the request, at each of the moments that count. */
type Moments = Record<string, number>;

/** The most round trips that each moment of a request may take. */
type Goals = Record<string, number>;

interface Route {
  name: string;
  goals: Goals;
  request(): Promise<Moments>;
}

/**
 * How many times the routes of the API wait for the database: the additional time with delayed responses, divided by the
 * delay. A send is looked at at its first byte, at its first event, and after its last word.
 */
export async function roundTripFigures({ app, proxy }: World): Promise<Figure[]> {
  const person = await signUp(app.url);
  const figures: Figure[] = [];
  for (const { name, goals, request } of await routesOf(app.url, person)) {
    const once = async (delayMs: number) => {
      proxy.delayMs = delayMs;
      try {
        return await request();
      } finally {
        proxy.delayMs = 0;
      }
    };
    await once(0);
    const near: Moments[] = [];
    const far: Moments[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      near.push(await once(0));
      far.push(await once(DELAY_MS));
    }
    for (const [moment, goal] of Object.entries(goals)) {
      const at = (moments: Moments[]) => median(moments.map((each) => each[moment] ?? NaN));
      const label = moment === "end" ? name : `${name}, ${moment}`;
      figures.push(atMost(label, Math.round((at(far) - at(near)) / DELAY_MS), goal));
    }
  }
  return figures;
}

async function routesOf(url: string, person: Person): Promise<Route[]> {
  const first = await timedSend(() => person.chatkit(createThread("Hello")));
  const { threadId } = first;
  const bearer = { authorization: `Bearer ${person.jwt}` };
  const plain = (name: string, goal: number, send: () => Promise<Response>): Route => ({
    name,
    goals: { end: goal },
    request: () => timed(send),
  });
  const send = { "first byte": 2, "first event": 3, "after the last word": 3 };
  return [
    plain("token", 2, () => fetch(`${url}/api/auth/token`, { headers: { cookie: person.cookie } })),
    plain("session", 2, () => fetch(`${url}/api/chatkit/session`, { method: "POST", headers: bearer })),
    plain("list of conversations", 2, () => person.api("/api/chatkit/threads")),
    plain("a conversation", 2, () => person.api(`/api/chatkit/threads/${threadId}`)),
    plain("threads.list", 2, () => person.chatkit({ type: "threads.list", params: {} })),
    plain("threads.get_by_id", 2, () =>
      person.chatkit({ type: "threads.get_by_id", params: { thread_id: threadId } }),
    ),
    plain("items.list", 2, () => person.chatkit({ type: "items.list", params: { thread_id: threadId } })),
    plain("rename", 2, () =>
      person.chatkit({
        type: "threads.update",
        params: { thread_id: threadId, title: `T ${Math.random()}` },
      }),
    ),
    plain("the page of a conversation", 1, () =>
      fetch(`${url}/chat/${threadId}`, { headers: { cookie: person.cookie } }),
    ),
    {
      name: "a new conversation",
      goals: send,
      request: async () => (await timedSend(() => person.chatkit(createThread("Thanks!")))).moments,
    },
    {
      name: "a message",
      goals: send,
      request: async () => (await timedSend(() => person.chatkit(addMessage(threadId, "Thanks!")))).moments,
    },
  ];
}

async function timed(send: () => Promise<Response>): Promise<Moments> {
  const start = performance.now();
  const response = await send();
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return { end: performance.now() - start };
}

async function timedSend(send: () => Promise<Response>): Promise<{ threadId: string; moments: Moments }> {
  const start = performance.now();
  const since = () => performance.now() - start;
  const response = await send();
  const moments: Moments = { "first byte": since() };
  let threadId = "";
  for await (const { event } of eventsOf(response)) {
    moments["first event"] ??= since();
    if (event.type === "thread.item.updated" || event.type === "thread.item.done") moments.word = since();
    if (event.type === "thread.created") threadId = event.thread.id;
  }
  return { threadId, moments: { ...moments, "after the last word": since() - (moments.word ?? 0) } };
}
