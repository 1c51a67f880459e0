import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { credentials, fetchWithSecret, SignedOutError } from "#app/shell/credentials.ts";

/** Why a file wasn't stored, as a sentence for the user. */
class UploadProblem extends Error {
  override name = "UploadProblem";
}

interface UploadOptions {
  signal: AbortSignal;
  /** The part that is on its way, from 0 to 1. */
  onProgress(part: number): void;
}

interface Answer {
  status: number;
  body: string;
}

/**
 * Uploads a file in one request.
 *
 * @throws {UploadProblem} also when `signal` aborts
 */
export async function uploadFile(file: File, options: UploadOptions): Promise<Attachment> {
  const secret = await secretOf(() => credentials.get());
  const first = await post(file, secret, options);
  const answer =
    first.status === 401 ? await post(file, await secretOf(() => credentials.renew(secret)), options) : first;
  if (answer.status === 201) {
    const attachment: Attachment = JSON.parse(answer.body);
    return attachment;
  }
  throw new UploadProblem(reasonIn(answer));
}

async function secretOf(get: () => Promise<string>): Promise<string> {
  try {
    return await get();
  } catch (error) {
    throw new UploadProblem(
      error instanceof SignedOutError ? "You have been signed out. Sign in again in another tab." : LOST,
      { cause: error },
    );
  }
}

const LOST = "The server can’t be reached.";

/** `fetch` doesn't tell how much of a body has been sent. */
function post(file: File, secret: string, { signal, onProgress }: UploadOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new UploadProblem(LOST));
    request.open("POST", "/api/chatkit/attachments");
    request.setRequestHeader("authorization", `Bearer ${secret}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = fail;
    request.onabort = fail;
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) return fail();
    const form = new FormData();
    form.set("file", file);
    request.send(form);
  });
}

function reasonIn({ status, body }: Answer): string {
  try {
    const { message }: { message?: unknown } = JSON.parse(body);
    if (typeof message === "string") return message;
  } catch {
    // A proxy's answer.
  }
  return status >= 500 ? "The server could not store it." : "The server refused it.";
}

/** Deletes a stored file that isn't sent. If that fails, the server deletes it after a day. */
export async function removeStored(id: string): Promise<void> {
  const body = JSON.stringify({ type: "attachments.delete", params: { attachment_id: id } });
  const headers = { "content-type": "application/json" };
  await fetchWithSecret("/api/chatkit", { method: "POST", headers, body }).catch(() => undefined);
}
