import type { Readable } from "node:stream";
import { type Gathering, gatherWords } from "./gather-words.ts";
import { abortError, type HostAnswer, Pieces, requestOfHost } from "./host-request.ts";
import type { WordsAhead } from "./words-ahead.ts";

/** A pause that the endpoint asks for and that is longer than this, in seconds, is an error at once: the user waits. */
const MAX_RETRY_AFTER = 10;
/** Statuses that a response with a body can't have. */
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** The SDK's requests to a host. */
export const fetchOfHost: typeof fetch = async (url, init) => withoutLongPause(await fetch(url, init));

/**
 * The SDK's requests to a host for one turn, whose answers are streams of words.
 *
 * @param ahead shows the words
 */
export function fetchOfTurn(ahead: WordsAhead): typeof fetch {
  return async (url, init = {}) => {
    const { method, headers, body, signal } = init;
    if (typeof body !== "string" || url instanceof Request) return fetchOfHost(url, init);
    try {
      const request = { method, headers: new Headers(headers), body, signal };
      const answer = await requestOfHost(new URL(url), request);
      return answer ? withoutLongPause(responseOf(answer, { ahead, signal })) : await fetchOfHost(url, init);
    } catch (error) {
      throw signal?.aborted ? abortError() : error;
    }
  };
}

function responseOf({ body, ...head }: HostAnswer, gathering: Gathering): Response {
  if (NO_BODY.has(head.status)) {
    body.resume();
    return new Response(null, head);
  }
  const isStream = head.headers.get("content-type")?.startsWith("text/event-stream");
  return new Response(isStream ? gatherWords(body, gathering) : webStreamOf(body), head);
}

function webStreamOf(body: Readable): ReadableStream<Uint8Array> {
  const pieces = new Pieces(body);
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece) controller.enqueue(new Uint8Array(piece));
      else controller.close();
    },
    cancel: () => pieces.cancel(),
  });
}

/** Tells the SDK by its own header not to wait. */
function withoutLongPause(response: Response): Response {
  const seconds = Number(response.headers.get("retry-after"));
  if (response.ok || !(seconds > MAX_RETRY_AFTER)) return response;
  const headers = new Headers(response.headers);
  headers.set("x-should-retry", "false");
  return new Response(response.body, { status: response.status, headers });
}
