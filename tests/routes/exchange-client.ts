import { BlobReader, BlobWriter, TextReader, TextWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";
import type { FileEntry } from "@zip.js/zip.js";
import type { Browser } from "./planner-client.ts";

/** Downloads a file, which has to be there. */
export async function download(person: Browser, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(person.url + path, { ...init, headers: { cookie: person.cookie } });
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** Imports a file by the page's form. The text of the page is without React's comments. */
export async function upload(
  person: Browser,
  content: string | Blob,
  name = "conversations.json",
): Promise<{ status: number; html: string }> {
  const body = new FormData();
  body.set("file", new File([content], name));
  const response = await fetch(`${person.url}/history/import`, {
    method: "POST",
    body,
    headers: { cookie: person.cookie },
  });
  return { status: response.status, html: (await response.text()).replaceAll("<!-- -->", "") };
}

/** An export of Claude with so many conversations of so many messages. */
export function claudeArchive({
  conversations,
  messages,
}: {
  conversations: number;
  messages: number;
}): string {
  const conversation = (id: number) => ({
    uuid: `big-${id}`,
    name: `Conversation ${id}`,
    created_at: "2025-01-01T00:00:00Z",
    chat_messages: Array.from({ length: messages }, (_, index) => ({
      uuid: `${id}-${index}`,
      sender: index % 2 === 0 ? "human" : "assistant",
      text: `${index} ${crypto.randomUUID()} `.repeat(10),
    })),
  });
  return JSON.stringify(Array.from({ length: conversations }, (_, id) => conversation(id)));
}

/** The sentences of a report. */
export function report(html: string): string[] {
  const [, list = ""] = /role="status"><ul[^>]*>(.*?)<\/ul>/s.exec(html) ?? [];
  return [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, text = ""]) => text);
}

/** Why a file was refused. */
export const refusal = (html: string) => /<p role="alert"[^>]*>([^<]*)</.exec(html)?.[1];

/** A ZIP of texts by name. */
export async function zip(files: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

/** The texts of a ZIP by name. */
export async function unzip(archive: Blob): Promise<Record<string, string>> {
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  const entries = (await reader.getEntries()).filter((entry): entry is FileEntry => !entry.directory);
  return Object.fromEntries(
    await Promise.all(
      entries.map(async (entry) => [entry.filename, await entry.getData(new TextWriter())] as const),
    ),
  );
}
