import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

import { afterAll, beforeAll } from "vitest";

import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { createChatKitServer, type ChatKitServer } from "#app/chatkit/server.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import type { Store } from "#app/chatkit/store.ts";
import { says } from "#app/chatkit/testing/harness.ts";
import { createChatKitStore, type ChatKitContext } from "#db/chatkit-store.ts";
import { attachments as attachmentRows } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { addUser } from "#tests/store/fixtures.ts";
import { openTestDatabase } from "#tests/support/database.ts";

import { clientOf, type Client } from "./client.ts";

/** The app's handlers in a test. Without `respond` the assistant answers nothing. */
export type Script = Partial<ChatKitHandlers<ChatKitContext>>;

export interface Details {
  now?: () => Date;
  generateId?: Store<ChatKitContext>["generateId"];
}

interface Actor {
  server: ChatKitServer<ChatKitContext>;
  context: ChatKitContext;
  turns: Promise<void>[];
}

/** An HTTP server over the app's store and a database in memory, for the tests of one file. */
export function scriptedServer(): (script?: Script, details?: Details) => Promise<Client> {
  const actors = new Map<string, Actor>();
  let running: { db: Database; url: string; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    const { db, close } = await openTestDatabase("pglite");
    const http = createServer((request, response) => {
      const actor = actors.get(String(request.headers["x-user"]));
      if (actor) serve(request, response, actor).catch((error) => refuse(response, error));
      else response.writeHead(401).end();
    });
    const url = await listen(http);
    running = { db, url, close: () => stop(http).then(close) };
  });
  afterAll(() => running?.close());

  return async (script = {}, { now, generateId } = {}) => {
    if (!running) throw new Error("the server runs only while tests do");
    const { db, url } = running;
    const context = { userId: await addUser(db) };
    const attachments = new Map<string, Attachment>();
    const store = {
      ...createChatKitStore(db),
      ...keptIn(attachments, db),
      ...(generateId && { generateId }),
    };
    const logged: unknown[] = [];
    const handlers = { respond: () => says(), ...script };
    const server = createChatKitServer({ store, handlers, now, log: (error) => logged.push(error) });
    const actor: Actor = { server, context, turns: [] };
    actors.set(context.userId, actor);
    const turnsOver = () => Promise.all(actor.turns);
    return { context, store, attachments, logged, turnsOver, ...clientOf(url, context.userId) };
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, actor: Actor): Promise<void> {
  const result = await actor.server.process(await json(request), actor.context);
  if (result.kind === "json") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result.body));
    return;
  }
  // Closing the connection cancels the answer, as in the app for a client without an idempotency key.
  const leaving = new AbortController();
  response.on("close", () => leaving.abort());
  response.writeHead(200, EVENT_STREAM);
  const send = async () => {
    for await (const event of result.events(leaving.signal)) response.write(encodeEvent(event));
  };
  const turn = send();
  actor.turns.push(turn);
  await turn;
  response.end();
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, code, message } =
    error instanceof ChatKitError ? error : new ChatKitError("internal", String(error));
  if (response.headersSent) response.destroy();
  else
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify({ error: { code, message } }));
}

/** Keeps attachments in a map, with all that an app may store in them. The database has what a message needs of them. */
function keptIn(attachments: Map<string, Attachment>, db: Database) {
  return {
    async loadAttachment(id: string, { userId }: ChatKitContext): Promise<Attachment> {
      const attachment = attachments.get(id);
      if (!attachment) throw new ChatKitError("not_found", "There is no such attachment.");
      const { type: kind, name, mime_type: mimeType } = attachment;
      const row = { id, userId, kind, name, mimeType, size: 1, storageKey: id, storedAt: new Date() };
      await db.insert(attachmentRows).values(row).onConflictDoNothing();
      return structuredClone(attachment);
    },
    saveAttachment: async (attachment: Attachment) =>
      void attachments.set(attachment.id, structuredClone(attachment)),
    deleteAttachment: async (id: string) => void attachments.delete(id),
  };
}

function listen(http: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = http.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
    });
  });
}

function stop(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((resolve) => http.close(() => resolve()));
}
