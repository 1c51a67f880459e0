import { chunkStream } from "#app/http/chunk-stream.ts";
import type { WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { exportHtml } from "./export-html.server.ts";
import { exportJson } from "./export-json.server.ts";
import { exportMarkdown } from "./export-markdown.server.ts";
import { fileName } from "./file-name.ts";

const FORMATS = {
  md: { type: "text/markdown; charset=utf-8", make: exportMarkdown },
  json: { type: "application/json", make: exportJson },
  html: { type: "text/html; charset=utf-8", make: exportHtml },
} as const;
type Format = keyof typeof FORMATS;

export const isFormat = (value: string): value is Format => Object.hasOwn(FORMATS, value);

/** A conversation as a file: its name, its content type, and its content, which is read while it is sent. */
export function exportConversation(
  db: Database,
  conversation: WholeConversation,
  { format, now }: { format: Format; now: Date },
): { name: string; type: string; body: ReadableStream<Uint8Array> } {
  const { type, make } = FORMATS[format];
  const body = chunkStream(make(db, conversation, now));
  return { name: `${fileName(conversation.title)}.${format}`, type, body };
}
