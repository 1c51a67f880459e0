import type { AssistantMessageItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import { currentHtml } from "#app/markdown/render.server.ts";
import { destinationOf } from "#app/ui/links.ts";
import { itemText } from "#db/item-text.ts";
import { fileIdsOf } from "#db/queries/attachment-binding.ts";
import { listPlacedMessages, type PlacedMessage } from "#db/queries/conversation-copies.ts";
import type { ConversationKey } from "#db/queries/message-lists.ts";
import type { SharedFile, SharedMessage } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/** Messages that are read, and rendered where that has not been done yet, at a time. */
const PAGE = 50;
/** The most that one share may have, in UTF-16 units of text and markup. */
const MAX_SNAPSHOT = 8_000_000;

/**
 * The messages of a conversation as a reader of a share sees them: the version that is shown, oldest first.
 *
 * @param options.withFiles whether attached files and generated pictures are shared too
 * @returns undefined for a conversation that is too long to share
 */
export async function snapshotMessages(
  db: Database,
  key: ConversationKey,
  { withFiles }: { withFiles: boolean },
): Promise<SharedMessage[] | undefined> {
  const shared: SharedMessage[] = [];
  let size = 0;
  let after = 0;
  for (;;) {
    const rows = await listPlacedMessages(db, { ...key, after, limit: PAGE, onlyActive: true });
    for (const message of await Promise.all(rows.map((row) => sharedMessage(row, withFiles)))) {
      if (!message) continue;
      size += message.text.length + (message.html?.length ?? 0);
      if (size > MAX_SNAPSHOT) return undefined;
      shared.push(message);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return shared;
    after = last.seq;
  }
}

/** Undefined for what isn't shared: hidden notes, the assistant's steps, and messages of which nothing is left. */
async function sharedMessage(row: PlacedMessage, withFiles: boolean): Promise<SharedMessage | undefined> {
  const { item } = row;
  const files = withFiles ? filesOf(item) : [];
  const shown = files.length > 0 ? { files } : {};
  const createdAt = row.createdAt.toISOString();
  switch (item.type) {
    case "user_message": {
      const text = [
        item.quoted_text && quoted(item.quoted_text),
        item.content.map((part) => part.text).join(""),
      ]
        .filter(Boolean)
        .join("\n\n");
      if (text.trim() === "" && files.length === 0) return undefined;
      return { role: "user", createdAt, text, html: null, ...shown };
    }
    case "generated_image":
      return files.length > 0 ? { role: "assistant", createdAt, text: "", html: null, ...shown } : undefined;
    case "assistant_message": {
      const text = item.content.map((part) => part.text).join("\n\n");
      const ended = item.ended ?? (row.state === "interrupted" ? "interrupted" : undefined);
      if (text.trim() === "" && !ended) return undefined;
      const sources = sourcesOf(item);
      return {
        role: "assistant",
        createdAt,
        text,
        ...(await currentHtml(row)),
        ...(ended ? { ended } : {}),
        ...(sources.length > 0 ? { sources } : {}),
      };
    }
    case "widget":
    case "structured_input":
      return textOf(item, createdAt);
    default:
      return undefined;
  }
}

function filesOf(item: ThreadItem): SharedFile[] {
  if (item.type === "user_message") {
    return item.attachments.map(({ id, name, type }) => ({ id, name, kind: type }));
  }
  const [id] = fileIdsOf(item);
  return id === undefined ? [] : [{ id, name: "Generated picture", kind: "image" }];
}

function textOf(item: ThreadItem, createdAt: string): SharedMessage | undefined {
  const text = itemText(item);
  return text.trim() === "" ? undefined : { role: "assistant", createdAt, text, html: null };
}

const quoted = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** The web pages that an answer cites, each once. */
function sourcesOf(item: AssistantMessageItem): { title: string; url: string }[] {
  const found = new Map<string, string>();
  for (const { source } of item.content.flatMap((part) => part.annotations)) {
    if (source.type !== "url" || destinationOf(source.url).kind !== "elsewhere") continue;
    found.set(source.url, source.title || (URL.parse(source.url)?.hostname ?? source.url));
  }
  return [...found].map(([url, title]) => ({ title, url }));
}
