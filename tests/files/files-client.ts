import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { allEvents, json, userInput, type Person } from "#tests/support/api-client.ts";

/** Uploads a file in one request. */
export function uploadDirectly(person: Person, name: string, bytes: Uint8Array | string): Promise<Response> {
  const form = new FormData();
  form.set("file", new Blob([typeof bytes === "string" ? bytes : bytes.slice()]), name);
  return fetch(`${urlOf(person)}/api/chatkit/attachments`, {
    method: "POST",
    headers: { authorization: `Bearer ${person.secret}` },
    body: form,
  });
}

const origins = new WeakMap<Person, string>();
/** Says where a person's app is. */
export const at = (person: Person, url: string): Person => {
  origins.set(person, url);
  return person;
};
const urlOf = (person: Person) => origins.get(person) ?? "";

/** The first phase of an upload. */
export const announce = (person: Person, name: string, size: number, mime_type: string) =>
  person.chatkit({ type: "attachments.create", params: { name, size, mime_type } });

/** Both phases, as ChatKit does it: the bytes go with the descriptor's headers alone. */
export async function uploadInTwoPhases(
  person: Person,
  name: string,
  bytes: Uint8Array | string,
  mimeType = "application/octet-stream",
): Promise<{ attachment: Attachment; response: Response }> {
  const body = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const attachment = await json<Attachment>(await announce(person, name, body.length, mimeType));
  const upload = attachment.upload_descriptor;
  if (!upload) throw new Error("no descriptor");
  const { url, method, headers } = upload;
  return { attachment, response: await fetch(url, { method, headers, body: body.slice() }) };
}

/** Uploads a file, and returns its attachment. */
export async function attach(person: Person, name: string, bytes: Uint8Array | string): Promise<Attachment> {
  return json<Attachment>(await uploadDirectly(person, name, bytes));
}

const inputWith = (text: string, attachments: string[]) => ({ ...userInput(text), attachments });

/** A request that creates a thread with files. */
export const createThreadWith = (text: string, attachments: string[]) => ({
  type: "threads.create",
  params: { input: inputWith(text, attachments) },
});

export interface SentFiles {
  threadId: string;
  message: UserMessageItem;
}

/** Sends a new thread's first message with files, and waits for the answer's end. */
export async function sendFiles(person: Person, text: string, attachments: string[]): Promise<SentFiles> {
  let message: UserMessageItem | undefined;
  for (const event of await allEvents(await person.chatkit(createThreadWith(text, attachments)))) {
    if (event.type === "error") throw new Error(JSON.stringify(event));
    if (event.type === "thread.item.done" && event.item.type === "user_message") message = event.item;
  }
  if (!message) throw new Error("the message was not stored");
  return { threadId: message.thread_id, message };
}

/** The names of all files in a storage folder. */
export function filesIn(dataDir: string): string[] {
  try {
    return readdirSync(join(dataDir, "files"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** A picture of one colour, as a camera's: with the place where it was taken. */
export const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#3366cc" } })
    .withExif({ IFD0: { Copyright: "Ada Lovelace" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .jpeg()
    .toBuffer();
