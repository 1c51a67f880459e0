import { getDatabase } from "#db/client.ts";
import { createChatKitStore } from "#db/chatkit-store.ts";
import { newId } from "#db/ids.ts";
import { parseRequest } from "#app/chatkit/parse-request.ts";
import {
  type ChatKitRequest,
  isStreamingRequest,
  type NonStreamingRequest,
  type StreamingRequest,
} from "#app/chatkit/protocol/requests.ts";
import { createChatKitServer } from "#app/chatkit/server.ts";
import { renderItem } from "#app/markdown/render.server.ts";
import { validTimeZone } from "#app/http/time-zone.ts";
import { env } from "#app/env.server.ts";
import { attachmentHandlers } from "#app/files/handlers.ts";
import { deleteFiles } from "#app/files/stored-files.ts";
import { log } from "#app/log.server.ts";
import { inSpan } from "#app/traces.server.ts";
import { startRun, type RunHandle } from "#app/runs/runs.ts";
import type { CheckedTurn, RepeatFingerprint } from "#app/runs/run-options.ts";
import { stopRunsOfDeleted } from "#app/runs/stop.ts";
import { createActions } from "#app/assistant/actions.ts";
import { IMAGE_DOMAINS } from "./image-domains.ts";
import type { ChatContext } from "#app/assistant/context.ts";
import { countTurn, type CountedTurn } from "#app/limits/turns.ts";
import { countRequest } from "#app/limits/requests.ts";
import { transcribeConfig } from "#app/assistant/config.ts";
import { createTranscribe } from "#app/assistant/transcribe.ts";
import { createRespond } from "#app/assistant/respond.ts";

const { db } = await getDatabase();

export const store = createChatKitStore(db, {
  render: renderItem,
  deleteFile: (key) => deleteFiles(db, [key]),
});

const speech = transcribeConfig(env);
const transcribe = speech && createTranscribe(speech);

const chatServer = createChatKitServer<ChatContext>({
  store,
  imageDomains: IMAGE_DOMAINS,
  handlers: {
    respond: createRespond({ db, store }),
    ...createActions({ db, store }),
    ...attachmentHandlers(db),
    ...(transcribe && {
      transcribe: async (audio, context) => {
        await countRequest("transcriptions", context.userId);
        return transcribe(audio, context);
      },
    }),
  },
  log: (error, context) => log.error({ err: error, run: context.runId }, "a turn failed"),
});

export interface ChatRequest {
  /** A ChatKit protocol request, not yet validated. */
  body: unknown;
  userId: string;
  /** One per logical send; see `startRun`. */
  idempotencyKey?: string | null;
  /** Fallback for clients that send no idempotency key. */
  fingerprint?: RepeatFingerprint | null;
  /** The user's time zone as an IANA name; an invalid one counts as UTC. */
  timeZone?: string | null;
  /** The user's language as a BCP 47 tag; `en-US` if unset. */
  language?: string | undefined;
  /** A conversation that the request starts is temporary. */
  temporary?: boolean | undefined;
  /** The app's origin as the client reaches it, for links to files. */
  origin?: string | undefined;
}

export type ChatAnswer = { kind: "json"; body: unknown } | { kind: "run"; run: RunHandle };

/**
 * Handles a protocol request of a user. A non-streaming request returns its JSON; a streaming one starts a
 * run and returns it, to be followed.
 *
 * @throws {ChatKitError} when the request is refused; nothing has been written then
 */
export async function handleChatRequest(given: ChatRequest): Promise<ChatAnswer> {
  const request = parseRequest(given.body);
  const attributes = { "chatkit.request.type": request.type };
  return inSpan(`chatkit ${request.type}`, { attributes }, () => handleParsed(request, given));
}

async function handleParsed(
  request: ChatKitRequest,
  { userId, idempotencyKey, fingerprint, timeZone, language, temporary, origin }: ChatRequest,
): Promise<ChatAnswer> {
  const context: ChatContext = { userId, timeZone: validTimeZone(timeZone), language, temporary, origin };
  if (!isStreamingRequest(request)) return { kind: "json", body: await answer(request, context) };
  const id = newId("run");
  let counted: CountedTurn | undefined;
  const starting = startRun({
    id,
    user: context,
    kind: request.type,
    threadId: "thread_id" in request.params ? request.params.thread_id : null,
    maxAnswered: env.MAX_ANSWERS,
    idempotencyKey: idempotencyKey ?? null,
    fingerprint: fingerprint ?? null,
    usage: () => context.usage,
    async check() {
      const [turn, count] = await Promise.allSettled([checkedTurn(request, context), countTurn(userId)]);
      if (count.status === "fulfilled") counted = count.value;
      if (turn.status === "rejected") throw turn.reason;
      if (count.status === "rejected") throw count.reason;
      // The store writes on behalf of this run from here on.
      context.runId = id;
      return turn.value;
    },
  });
  try {
    const run = await starting;
    // A repeat is the same send, and counts once.
    if (!run.created) await counted?.takeBack();
    return { kind: "run", run };
  } catch (error) {
    // What was refused for something else isn't used up.
    await counted?.takeBack();
    throw error;
  }
}

async function answer(request: NonStreamingRequest, context: ChatContext): Promise<unknown> {
  const result = await chatServer.processParsed(request, context);
  if (result.kind === "stream") throw new Error(`${request.type} doesn't answer JSON`);
  if (request.type === "threads.delete") await stopRunsOfDeleted(context.userId);
  return result.body;
}

async function checkedTurn(request: StreamingRequest, context: ChatContext): Promise<CheckedTurn> {
  const result = await chatServer.processParsed(request, context);
  if (result.kind === "json") throw new Error("a turn was answered with JSON");
  return result;
}
