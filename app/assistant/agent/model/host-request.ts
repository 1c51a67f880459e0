import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** A host's answer whose body is a stream of Node. */
export interface HostAnswer {
  status: number;
  statusText: string;
  headers: Headers;
  body: Readable;
}

export interface HostRequest {
  method?: string | undefined;
  headers: Headers;
  body: string;
  signal?: AbortSignal | null | undefined;
}

/** Encodings that a host may use without being asked. */
const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/**
 * Sends a request as `fetch` does, for an answer that comes in many small pieces: `fetch` takes several times as long for
 * each of them.
 *
 * @returns undefined for a redirection, which is left to `fetch`
 */
export async function requestOfHost(url: URL, request: HostRequest): Promise<HostAnswer | undefined> {
  const { method = "GET", headers, body, signal } = request;
  const { request: send } = url.protocol === "https:" ? https : http;
  const sent = send(url, {
    method,
    headers: { "accept-encoding": "identity", ...Object.fromEntries(headers) },
    ...(signal && { signal }),
  });
  // Once the answer has begun, its body tells what fails.
  sent.on("error", () => undefined);
  sent.end(body);
  const [answer]: http.IncomingMessage[] = await once(sent, "response");
  if (!answer) return undefined;
  const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
  if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
    answer.destroy();
    return undefined;
  }
  return { status, statusText, headers: headersOf(answer), body: decoded(answer) };
}

function decoded(answer: http.IncomingMessage): Readable {
  const decoder = DECODERS.get(answer.headers["content-encoding"]?.toLowerCase() ?? "");
  return decoder ? pipeline(answer, decoder(), () => undefined) : answer;
}

function headersOf({ headersDistinct }: http.IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

/** What `fetch` fails with when it was aborted, by which the SDK knows that. */
export const abortError = (): DOMException => new DOMException("The request was aborted", "AbortError");

/** Reads a stream of Node in pieces as large as what has come. */
export class Pieces {
  readonly #stream: Readable;
  #wake: () => void = () => {};

  constructor(stream: Readable) {
    this.#stream = stream;
    for (const event of ["readable", "end", "error", "close"]) stream.on(event, () => this.#wake());
  }

  /**
   * Waits for bytes. Null at the end.
   *
   * @throws what the stream fails with, after what came before that
   */
  async next(): Promise<Buffer | null> {
    for (;;) {
      const bytes = this.now();
      if (bytes) return bytes;
      const { errored, readableEnded, closed } = this.#stream;
      if (errored) throw errored;
      if (readableEnded || closed) return null;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** What has come by now; null for nothing. */
  now(): Buffer | null {
    const bytes: unknown = this.#stream.read();
    return bytes instanceof Buffer ? bytes : null;
  }

  cancel(): void {
    this.#stream.destroy();
    this.#wake();
  }
}
