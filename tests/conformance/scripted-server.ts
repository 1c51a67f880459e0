import { createServer, type Server } from "node:http";

import { afterAll, beforeAll } from "vitest";

import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import { createChatKitHandler } from "#app/chatkit/http/handler.ts";
import { toNodeListener } from "#app/chatkit/http/node-listener.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { createChatKitServer, type ChatKitServer } from "#app/chatkit/server.ts";
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

type Listener = ReturnType<typeof toNodeListener>;

/** An HTTP server over the app's store and a database in memory, for the tests of one file. */
export function scriptedServer(): (script?: Script, details?: Details) => Promise<Client> {
  const actors = new Map<string, Listener>();
  let running: { db: Database; url: string; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    const { db, close } = await openTestDatabase("pglite");
    const http = createServer((request, response) => {
      const listener = actors.get(String(request.headers["x-user"]));
      if (listener) void listener(request, response);
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
    const turns: Promise<void>[] = [];
    const handle = createChatKitHandler({ server: recorded(server, turns), context: () => context });
    actors.set(context.userId, toNodeListener(handle));
    const turnsOver = () => Promise.all(turns);
    return { context, store, attachments, logged, turnsOver, ...clientOf(url, context.userId) };
  };
}

/** The server, which keeps a promise of each turn's end. */
function recorded(
  server: ChatKitServer<ChatKitContext>,
  turns: Promise<void>[],
): ChatKitServer<ChatKitContext> {
  return {
    async process(body, context) {
      const result = await server.process(body, context);
      if (result.kind === "json") return result;
      const { promise, resolve } = Promise.withResolvers<void>();
      turns.push(promise);
      async function* events(signal: AbortSignal) {
        yield* result.kind === "stream" ? result.events(signal) : [];
        resolve();
      }
      return { ...result, events };
    },
  };
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
