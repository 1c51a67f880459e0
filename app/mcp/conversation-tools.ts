import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { listThreads, listViewedItems } from "#app/chat/rest.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { countRequest } from "#app/limits/requests.ts";
import { itemText } from "#db/item-text.ts";
import type { McpUser } from "./user.ts";

const limit = (most: number) => z.number().int().min(1).max(most).default(20);
const annotations = { readOnlyHint: true, openWorldHint: false };

/** Adds the tools that read the user's conversations. */
export function addConversationTools(server: McpServer, { userId }: McpUser): void {
  server.registerTool(
    "list_conversations",
    {
      title: "List conversations",
      description:
        "Lists the user's conversations, newest first, or those in whose titles and messages words are found.",
      inputSchema: z.object({
        query: z.string().max(200).optional().describe("Words to search for"),
        limit: limit(50),
        after: z.string().optional().describe("The id of the last conversation that was listed"),
      }),
      annotations,
    },
    ({ query, limit: most, after }) =>
      answer(async () => {
        if (query) await countRequest("searches", userId);
        const page = await listThreads(userId, { q: query, limit: most, after, order: "desc" });
        const conversations = page.data.map(({ id, title, created_at }) => ({ id, title, created_at }));
        return { conversations, more: page.has_more };
      }),
  );
  server.registerTool(
    "read_conversation",
    {
      title: "Read a conversation",
      description: "Reads the messages of one of the user's conversations, oldest first.",
      inputSchema: z.object({
        id: z.string().describe("The conversation's id, as list_conversations gives it"),
        limit: limit(100),
        after: z.string().optional().describe("The id of the last message that was read"),
      }),
      annotations,
    },
    ({ id, limit: most, after }) =>
      answer(async () => {
        const reader = { userId, origin: env.appOrigin };
        const page = await listViewedItems(reader, id, { limit: most, after, order: "asc" });
        return { messages: page.data.flatMap((item) => messageOf(item)), more: page.has_more };
      }),
  );
}

function messageOf(item: ThreadItem) {
  const { id, type, created_at } = item;
  const text = itemText(item);
  if (text === "") return [];
  return [{ id, from: type === "user_message" ? "user" : "assistant", created_at, text }];
}

async function answer(read: () => Promise<object>) {
  try {
    return { content: [{ type: "text" as const, text: JSON.stringify(await read()) }] };
  } catch (error) {
    if (!(error instanceof ChatKitError)) throw error;
    return { content: [{ type: "text" as const, text: error.message }], isError: true };
  }
}
