import { parseEvents, type ParsedEvent } from "#app/chatkit/sse.ts";

/** A signed-in user with all credentials of the API. */
export interface Person {
  userId: string;
  email: string;
  /** The value of the `cookie` header. */
  cookie: string;
  jwt: string;
  secret: string;
  /** `POST /api/chatkit` with the secret. */
  chatkit(body: unknown, init?: RequestInit): Promise<Response>;
  /** Any route with the secret; a plain object as `body` is sent as JSON. */
  api(path: string, init?: Omit<RequestInit, "body"> & { body?: unknown }): Promise<Response>;
}

export const PASSWORD = "correct horse battery";

/** Signs up a new user. */
export function signUp(url: string): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.com`;
  return enter(url, email, "/sign-up/email", { name: "Ada", email, password: PASSWORD });
}

/** Signs in as a guest. */
export function signInAsGuest(url: string): Promise<Person> {
  return enter(url, "", "/sign-in/anonymous", {});
}

async function enter(url: string, email: string, path: string, body: object): Promise<Person> {
  const response = await authPost(url, path, body);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return personOf(url, email, cookieOf(response));
}

/** Posts to better-auth, optionally with the cookie of a signed-in user. */
export function authPost(url: string, path: string, body: object, cookie?: string): Promise<Response> {
  return fetch(`${url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
}

/** The `cookie` header that a browser would send after this response. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

/** Gets the JWT and the client secret for a session cookie. */
export async function personOf(url: string, email: string, cookie: string): Promise<Person> {
  const { token: jwt } = await json<{ token: string }>(
    await fetch(`${url}/api/auth/token`, { headers: { cookie } }),
  );
  const session = await json<{ client_secret: string; user: { id: string } }>(
    await fetch(`${url}/api/chatkit/session`, {
      method: "POST",
      headers: { authorization: `Bearer ${jwt}` },
    }),
  );
  return personAt(url, { userId: session.user.id, email, cookie, jwt, secret: session.client_secret });
}

/** The user's API client for the app at this URL. */
export function personAt(url: string, known: Omit<Person, "api" | "chatkit">): Person {
  const api: Person["api"] = (path, { body, headers, ...init } = {}) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${known.secret}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...Object.fromEntries(new Headers(headers)),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return { ...known, api, chatkit: (body, init) => api("/api/chatkit", { method: "POST", ...init, body }) };
}

/**
 * The response's JSON.
 *
 * @throws when the status is not 2xx
 */
export async function json<Body>(response: Response): Promise<Body> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/**
 * The events of a streaming response.
 *
 * @throws when the response is not a stream
 */
export function eventsOf(response: Response): AsyncGenerator<ParsedEvent> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) {
    throw new Error(`not a stream: ${response.status} ${response.headers.get("content-type")}`);
  }
  return parseEvents(response.body);
}

/** All events of a streaming response, after its end. */
export async function allEvents(response: Response): Promise<ParsedEvent["event"][]> {
  const events: ParsedEvent["event"][] = [];
  for await (const { event } of eventsOf(response)) events.push(event);
  return events;
}

/** A request that creates a thread. */
export const createThread = (text: string) => ({
  type: "threads.create",
  params: { input: userInput(text) },
});

/** A request that adds a message to a thread. */
export const addMessage = (threadId: string, text: string) => ({
  type: "threads.add_user_message",
  params: { thread_id: threadId, input: userInput(text) },
});

export const userInput = (text: string) => ({
  content: [{ type: "input_text", text }],
  quoted_text: "",
  attachments: [],
  inference_options: {},
});

/** Creates a thread, and returns its id after the answer has ended. */
export async function startThread(person: Person, text: string): Promise<string> {
  for (const event of await allEvents(await person.chatkit(createThread(text)))) {
    if (event.type === "thread.created") return event.thread.id;
  }
  throw new Error("no thread was created");
}
